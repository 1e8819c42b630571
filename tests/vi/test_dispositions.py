"""Numbers that are never figures, each rule with examples and with look-alikes that it must leave alone.

A case is a sentence, the dispositions it must give as `token=kind`, and the tokens that must stay figures.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks.vi.numbers import dispositions
from tasks.vi.numbers.dispositions import find_dispositions
from tasks.vi.numbers.number_heads import HEAD_COLUMNS
from tasks.vi.numbers.numbers import find_numbers
from tasks.vi.text.lexicon import read_lexicon
from warehouse.contracts.numbers import DISPOSITIONS

CASES: list[tuple[str, str, str]] = [
    # villages of one name
    ("Thôn Đoàn Kết 1 có 85 hộ.", "1=name", "85"),
    ("Xã có 3 bản: Nậm Cang 1, Nậm Cang 2 và Nậm Cang 3.", "1=name 2=name 3=name", "3"),
    ("Ấp Mỹ Hòa 2, xã Mỹ An còn 34 hộ nghèo.", "2=name", "34"),
    ("Khu phố Đông Tân 2 có 45 hộ.", "2=name", "45"),
    ("Chi bộ Dâu 2 hiện có 15 đồng chí.", "2=name", "15"),
    ("Bí thư Chi bộ Dâu 2 Nguyễn Văn Bình cho biết: có 15 đồng chí.", "2=name", "15"),
    ("Huyện có dân số trên 1.000 người.", "", "1.000"),
    ("Mười năm nay dân số quận 7 tăng nhanh.", "7=name", ""),
    ("Dân số phường 5 là 18.200 người.", "5=name", "18.200"),
    ("Số quận 7, số phường 64.", "", "7 64"),
    # headlines in capitals
    ("HUYỆN NAM SƠN: KIỂM TRA 18 CHI BỘ", "", "18"),
    ("ĐẢNG BỘ HUYỆN KẾT NẠP 115 ĐẢNG VIÊN MỚI", "", "115"),
    ("BẢN NẬM CANG 2 ĐẠT CHUẨN NÔNG THÔN MỚI", "2=name", ""),
    ("QUẬN 3 TRAO 40 SUẤT QUÀ", "3=name", "40"),
    ("TÀU SAR 413 CỨU NGƯỜI", "413=name", ""),
    ("PHƯỜNG 12 TỔ CHỨC ĐẠI HỘI", "12=name", ""),
    # where something is
    ("Tâm bão ở khoảng 14,5 độ Vĩ Bắc, 110,2 độ Kinh Đông.", "14,5=code 110,2=code", ""),
    ("Vùng nguy hiểm từ vĩ tuyến 13 đến 17 độ Vĩ Bắc.", "13=code 17=code", ""),
    ("Nhiệt độ giảm 3 độ C.", "", "3"),
    ("Khu dân cư thôn Đoàn Kết 1 có 85 hộ.", "1=name", "85"),
    ("Thôn Tân Lập 2 hộ nghèo, thôn Hòa Bình 12 hộ.", "", "2 12"),
    ("Xã là 1 trong 5 xã đạt chuẩn.", "1=idiom", "5"),
    ("Xã Sơn Kim 2 tái đạt chuẩn.", "2=name", ""),
    ("Đoàn thẩm định bộ tiêu chí trên địa bàn xã Sơn Kim 2.", "2=name", ""),
    ("Xã Sơn Kim 2 hộ nghèo, xã Sơn Hà 5 hộ.", "", "2 5"),
    ("Đảng bộ Phường 12 tổ chức “Hội nghị tổng kết”.", "12=name", ""),
    ("Xã thuộc vùng 135 tổng diện tích 25 ha.", "135=name", "25"),
    ("Bản án thu hồi căn nhà 19 Bùi Thị Xuân, quận 1.", "19=contact 1=name", ""),
    ("Hàng được bán tại 63/5 Trần Khánh Dư từ sáng.", "63/5=contact", ""),
    ("Hộ bà Sáu kinh doanh tại 194 đường Phạm Văn Đồng.", "194=contact", ""),
    ("Lớp học mở ở 12 thôn, tại 3 đường liên xã và 5 Trường Tiểu học.", "", "12 3 5"),
    ("Nhà máy thép Sao Mai 2 với dây chuyền mới.", "2=name", ""),
    ("Hồ thủy điện Đăk Nông 1 (huyện A) tích nước.", "1=name", ""),
    ("Công ty Sao Mai 25 công nhân, công ty Sao Việt 30 công nhân.", "", "25 30"),
    ("Học sinh tạm trú tại khu phố 1, 2, 3, 4 phường Bình An.", "1=name 2=name 3=name 4=name", ""),
    ("Trường xếp lịch cho khối lớp 2, khối lớp 3 tuyển sinh sau.", "2=name 3=name", ""),
    # schools, rice, sorts and groups of workers by their numbers
    ("Trường Tiểu học Nam Sơn 1 có 23 lớp, Trường Mầm non Bắc Lạc 2 đạt chuẩn.", "1=name 2=name", "23"),
    ("Trường Tiểu học Nam Sơn 450 học sinh.", "", "450"),
    ("Giống Đài thơm 8 chiếm 30% diện tích, Nàng Hoa 9 cho 7 tấn/ha.", "8=name 9=name", "30% 7"),
    ("Xã cấy Đài thơm 12 ha.", "", "12"),
    ("Cam loại 1 bán 25.000 đồng/kg, có 2 loại 3 quả một kg.", "1=ordinal", "25.000 2 3"),
    ("Chị Lan (tổ may 7) được thưởng, tổ sản xuất 5 người.", "7=name", "5"),
    # telephones whose last figures are hidden, and streets behind a hall
    ("Gọi số 0263.3825.xxx hoặc 0912.345.xxx để được giúp.", "0263.3825.xxx=contact 0912.345.xxx=contact", ""),
    ("Tiếp dân lúc 7 giờ 30 tại trụ sở, 13 Phạm Văn Đồng.", "7 giờ 30=clock 13=contact", ""),
    ("Xã có 3 thôn, 13 Chi bộ Đảng.", "", "3 13"),
    # a day, or so many of a whole
    ("Đến 31/12 huyện mới giải ngân 41%.", "31/12=date", "41%"),
    ("Đến nay 12/12 xã có đường nhựa.", "", "12/12"),
    ("Hôm nay 10/12 huyện khai hội.", "10/12=date", ""),
    # what is dealt with at points, and marks
    ("Đã xử lý xong 5 điểm đen, em đạt 28,25 điểm khối C00.", "28,25=score 00=name", "5"),
    ("Thời gian chờ khám trung bình 2,5 giờ, ngày điều trị bình quân 6,2 ngày.", "", "2,5 6,2"),
    ("Trong 2,5 năm, xã trồng 34 ha; bình quân 3 năm tăng 5%.", "2,5=period 3=period", "34 5%"),
    # ahead of a plan, and months of a sum
    ("Công ty về đích trước kế hoạch 17 ngày, theo kế hoạch 35 của tỉnh.", "35=document", "17"),
    ("Doanh số cho vay 9 tháng đạt 120 tỷ đồng, cho vay 9 tháng không lãi.", "9=period", "120 tỷ 9"),
    # years of events
    ("Lễ hội hoa Đà Lạt 2019 diễn ra trong 5 ngày.", "2019=date 5=period", ""),
    ("Trong đó Tân Lập 2015 cây, Tân Hòa 2020 cây.", "", "2015 2020"),
    # ages
    ("Thầy mo tuổi ngoài 40 làm lễ.", "40=person_age", ""),
    ("Lớp dạy bơi cho trẻ có tuổi từ 6-13, học 12 buổi.", "6-13=person_age", "12"),
    # marks of one pupil, and what is asked of all
    ("Em đạt 22,6 điểm khối D.", "22,6=score", ""),
    ("Thí sinh được cộng 0,75 điểm ưu tiên.", "0,75=score", ""),
    ("Tổng điểm xét tuyển của em là 27,5.", "27,5=score", ""),
    ("Trường lấy điểm chuẩn 25,5 điểm, kỳ thi có 34 điểm thi.", "", "25,5 34"),
    ("Chỉ số tăng 2,5 điểm, có 12 môn học.", "", "2,5 12"),
    # how long something is granted or forbidden
    ("Nhà máy được miễn thuế trong 10 năm.", "", "10"),
    ("Hành khách bị cấm bay 12 tháng.", "", "12"),
    ("Huyện hoàn thành 20 công trình trong 5 năm qua.", "5=period", "20"),
    # wards and districts by their number
    ("Trụ sở ở P. 9, Q. 4 có 12 phòng.", "9=name 4=name", "12"),
    ("Công an Q. 11 (TP. HCM) bắt 3 đối tượng.", "11=name", "3"),
    ("Rừng bị phá tại khoảnh 5, tiểu khu 112 rộng 3 ha.", "5=name 112=name", "3"),
    ("Nhà nghỉ có 20 p. 15 giường.", "", "20 15"),
    # a kind of class, station, co-operation
    ("Có 45 em vào lớp 10 công lập, 2 lớp học mới mở.", "10=name", "45 2"),
    ("Trạm biến áp 110 kV và đường dây 22 kV cấp điện cho 3 xã.", "110=name 22=name", "3"),
    ("Mô hình liên kết 4 nhà có 12 hộ, bão làm sập 4 nhà.", "4=name", "12 4"),
    ("Phấn đấu đến 2030 tỷ lệ hộ nghèo còn 3%, vốn 2031 đồng.", "2030=date", "3% 2031"),
    ("Dự án kéo dài 4 năm.", "", "4"),
    ("Hạn hán kéo dài hơn 4 năm qua.", "4=period", ""),
    ("Đơn vị bảo hành công trình 24 tháng.", "", "24"),
    # how long a state lasts, and since when something is so
    ("Người thợ lặn mất tích 27 năm được tìm thấy.", "", "27"),
    ("Ông bị tù oan 10 năm.", "", "10"),
    ("Đối tượng trốn nã suốt 29 năm ở vùng biên.", "", "29"),
    ("Đối tượng trốn nã suốt 29 năm qua.", "29=period", ""),
    ("Sau khi mất tích 2 ngày, em nhỏ được tìm thấy.", "2=period", ""),
    ("Học sinh nghỉ học 3 ngày vì mưa lũ.", "", "3"),
    ("Vòng đời một con hươu khoảng 15 năm.", "", "15"),
    ("Giá xăng được điều hành 15 ngày / lần.", "", "15"),
    ("Cô giáo đứng lớp một ngày hơn 10 tiếng.", "", "10"),
    ("Đoạn clip gần 3 phút quay lại cảnh này.", "", "3"),
    ("Miền Trung đón đợt nắng nóng kỷ lục 45 năm.", "45=period", ""),
    ("Ông phá kỷ lục 21 ngày của người tiền nhiệm.", "", "21"),
    # plans, areas, plates and operations by their numbers
    ("Dự án chưa duyệt quy hoạch chi tiết 1/500, rộng 97 ha.", "1/500=name", "97"),
    ("Bản đồ tỉ lệ 1/10.000 hoặc 1/25.000 đã lập.", "1/10.000=name 1/25.000=name", ""),
    ("Chỉ 1/500 hộ được vay.", "", "1/500"),
    ("Phía Nam giáp Khu VIII - 4; phía Bắc giáp ruộng.", "VIII=name 4=name", ""),
    ("Công an phá chuyên án 374L, bắt 2 đối tượng.", "374=name", "2"),
    ("Xe mang biển số Lào 2 U -8118 chở 3 người.", "2=code 8118=name", "3"),
    ("Xe biển số 63 X 7-1593 tông 2 người.", "63 X 7-1593=code", "2"),
    ("Đoàn đại biểu Quốc hội khóa 14 thành phố Hà Nội có 30 đại biểu.", "14=ordinal", "30"),
    ("Xe máy hiệu Honda 67 bị lấy cắp.", "67=name", ""),
    ("Nhà máy nhiệt điện Thái Bình 2, Long Phú 1 và Sông Hậu 1.", "2=name 1=name 1=name", ""),
    ("Áp thấp có trục ở khoảng 23-24 độ vĩ Bắc.", "23=code 24=code", ""),
    # congresses, shows, options, series, wards of a building, and numbers that were drawn
    ("Tỉnh chuẩn bị văn kiện trình Đại hội 13 của Đảng, có 12 chi bộ góp ý.", "13=ordinal", "12"),
    ("Phương án 1 xây dựng mới, có 2 phương án.", "1=ordinal", "2"),
    ("Sau liveshow 7, 3 thí sinh rút lui.", "7=ordinal", "3"),
    ("Hội nghị lần 2 diễn ra với 30 đại biểu.", "2=ordinal", "30"),
    ("Máy có số seri 985 và 211 bị thu hồi.", "985=code 211=code", ""),
    ("Dãy số trúng thưởng là 17, 19, 21 với 3 người trúng.", "17=code 19=code 21=code", "3"),
    ("Tòa soạn báo Tiếng Dân (số 193 Huỳnh Thúc Kháng) có 5 phòng.", "193=contact", "5"),
    ("Anh A (xóm 9 thôn Lã Điền) nuôi 3 con trâu.", "9=name", "3"),
    ("Quân đoàn số 5 tấn công, thu 5 tấn gạo.", "5=name", "5"),
    ("Xe Vios 5 chỗ chở 3 người, hội trường có 300 chỗ.", "5=name", "3 300"),
    ("Bộ phim Bộ tứ 10A8 có 12 tập.", "10A=name 8=name", "12"),
    ("Mưa 50 mm / 12 giờ tại 3 huyện.", "12=rate_base", "50 3"),
    ("Anh nghỉ trong ít nhất 1 tuần, gặp chị 2 hôm trước.", "1=period 2=period", ""),
    ("Công an gọi cả 2 lên trụ sở, cả 3 đều tử vong, chuẩn bị tốt cả 5 khâu.", "2=idiom", "3 5"),
    ("Theo Khoản 2 Điều 21 tôi đồng tình với 3 ý.", "2=document 21=document", "3"),
    ("Củ sâm 100 năm tuổi giá 25 triệu đồng, cụ bà 100 năm tuổi.", "100=person_age", "100 25 triệu"),
    ("Trung tâm cung cấp 10/12 loại vắc xin, sáng 10/12 đoàn kiểm tra họp.", "10/12=date", "10/12"),
    ("Quý I / 2018 lần đầu tăng 7%.", "I=period 2018=date", "7%"),
    ("Khoảng thời gian 10 năm ở trong quân ngũ.", "10=period", ""),
    # clocks and days
    ("Lúc 9h2 9, dân sơ tán.", "9h2 9=clock", ""),
    ("Khoảng 13g ngày 29-3, tổ công tác kiểm tra 3 xe.", "13g=clock 29-3=date", "3"),
    ("Mỗi lần uống 10g ngày 2 lần.", "", "10 2"),
    ("An ninh 24 h: bắt 2 đối tượng.", "24 h=clock", "2"),
    ("Từ ngày 19 - 23.1, tòa xét xử 12 bị cáo.", "19=date 23.1=date", "12"),
    ("Người dự lễ hội chọi trâu Đồ Sơn 2017 kể lại.", "2017=date", ""),
    ("Lễ hội Đền Hùng 2017 hộ dân tham gia.", "", "2017"),
    # footnote marks
    ("Vùng này do Mỹ kiểm soát [8,9]; ở “Bắc Syria”[17] có 25 người chết [1-3].", "8,9=list_marker 17=list_marker 1-3=list_marker", "25"),
    ("Xã kết nạp 41(2) đảng viên, đạt 45%[3] kế hoạch.", "2=list_marker 3=list_marker", "41 45%"),
    ("Các tỉnh Bến Tre (72), Cà Mau (45) báo cáo.", "", "72 45"),
    ("Lễ hội diễn ra từ 6 đến 11-3.", "6=date 11-3=date", ""),
    # dates
    ("Trong 3 tháng từ tháng 4 đến tháng 6, 14/14 chi bộ đại hội.", "3=period 4=date 6=date", "14/14"),
    ("Đến tháng 5, 6/9 chi bộ xong đại hội.", "5=date", "6/9"),
    ("Trong 4 ngày từ 1 - 4.8, mưa làm hỏng 99 nhà.", "4=period 1 - 4.8=date", "99"),
    ("Đảng viên mới kết nạp chưa đủ 06 tháng.", "06=period", ""),
    ("Người lao động đủ 20 năm đóng bảo hiểm.", "", "20"),
    # names told by what follows
    ("Chi bộ 12 trực thuộc Đảng bộ phường quản lý 45 đảng viên.", "12=name", "45"),
    ("Chi bộ 9 lãnh đạo 3 tổ dân phố.", "9=name", "3"),
    ("Phường sáp nhập các tổ dân phố 21,22 và 23 với 150 hộ.", "21,22=name 23=name", "150"),
    ("Xã đạt mức tăng 21,25 tạ/ha.", "", "21,25"),
    ("Đảng bộ Phường 7 tổ chức “Lễ tuyên dương” 12 gương điển hình.", "7=name", "12"),
    ("Hội nghị sơ kết Nghị quyết (NQ) 19 về tinh gọn bộ máy tại 4 đơn vị.", "19=document", "4"),
    ("Đảng viên mới chưa đủ 06 tháng thì miễn, chi bộ có 20 đảng viên.", "06=period", "20"),
    # dates
    ("Ngày 8/4, 15 Chi bộ khu phố họp.", "8/4=date", "15"),
    ("Ngày 8/4/2021, 11 khu phố bầu trưởng khu.", "8/4/2021=date", "11"),
    ("Từ tháng 5 đến tháng 8, 16/16 chi bộ đã đại hội.", "5=date 8=date", "16/16"),
    ("Ngày 24/06/2020, xã họp.", "24/06/2020=date", ""),
    ("Quyết định ngày 5.4.2018 của tỉnh.", "5.4.2018=date", ""),
    ("Lễ diễn ra ngày 25-7-2016 tại huyện.", "25-7-2016=date", ""),
    ("Ngày 18 / 5 / 2018, đoàn kiểm tra 3 đơn vị.", "18 / 5 / 2018=date", "3"),
    ("Cập nhật 2023-04-21 lúc sáng.", "2023-04-21=date", ""),
    ("Chiều 12-5, Công an xã bắt 2 đối tượng.", "12-5=date", "2"),
    ("Sáng 17.12, huyện khai mạc kỳ họp.", "17.12=date", ""),
    ("Trưa nay (10.2), ông Lực cho biết.", "10.2=date", ""),
    ("Trưa nay (15-1), ông Lực cho biết.", "15-1=date", ""),
    ("Ngày 5 tháng 3 năm 2020 khởi công.", "5=date 3=date 2020=date", ""),
    ("Đến hết tháng 6-2017, toàn tỉnh có 57 xã.", "6-2017=date", "57"),
    ("Tháng 6/2013, còn 20/70 bản chưa có chi bộ.", "6/2013=date", "20/70"),
    ("Các tháng 10, 11 và 12 mưa nhiều.", "10=date 11=date 12=date", ""),
    ("Trong hai ngày (13 - 14/4), đoàn làm việc.", "13 - 14/4=date", ""),
    ("Đại hội được tổ chức 13-17/10 tại hội trường.", "13-17/10=date", ""),
    ("Lấy ý kiến trong một tháng (10/9 - 10/10).", "10/9=date 10/10=date", ""),
    ("Các ngày từ 13 đến 15-8-1945 họp tại làng.", "13=date 15-8-1945=date", ""),
    ("Kết nạp từ 13 đến 15 đảng viên.", "", "13 đến 15"),
    ("Các ngày lễ 30-4, 1-5 và 20-11.", "30-4=date 1-5=date 20-11=date", ""),
    ("Ngày 20 tháng Chạp, đêm 30 Tết.", "20=date 30=date", ""),
    ("Triển khai từ 1/10 như mọi năm.", "1/10=date", ""),
    ("Các năm 2018, 2019 và 2020 đều tăng.", "2018=date 2019=date 2020=date", ""),
    ("Năm 2018, 98 xã đạt chuẩn.", "2018=date", "98"),
    ("Dịp Tết 2020, quỹ trao 200 suất quà.", "2020=date", "200"),
    ("Quỹ vì người nghèo trung ương 2018 chưa được phân bổ.", "2018=date", ""),
    ("Hiến pháp năm 2013 quy định rõ.", "2013=date", ""),
    ("Những năm 80 của thế kỷ trước, làng rất nghèo.", "80=period", ""),
    ("Kỷ niệm Ngày Quốc khánh 2/9, xã trao 15 suất quà.", "2/9=date", "15"),
    ("Mỗi năm 25 hộ thoát nghèo.", "", "25"),
    ("Mỗi tháng 5 triệu đồng.", "", "5 triệu"),
    ("Một ngày 3 lần uống thuốc.", "", "3"),
    ("Có khoảng 2000 người dự lễ.", "", "2000"),
    ("Toàn huyện có 2018 hộ nghèo.", "", "2018"),
    # periods
    ("Trong 5 năm qua, huyện kết nạp 424 đảng viên.", "5=period", "424"),
    ("Nhiệm kỳ 2020-2025, đảng bộ có 9 chi bộ.", "2020-2025=period", "9"),
    ("Giai đoạn 2016 - 2020 đạt 7,13%.", "2016 - 2020=period", "7,13%"),
    ("Từ năm 2016 – 2018, huyện được bố trí 7 tỷ đồng.", "2016 – 2018=period", "7 tỷ"),
    ("6 tháng đầu năm 2019 thu 43 tỷ đồng.", "6=period 2019=date", "43 tỷ"),
    ("Sau 10 năm sinh hoạt ghép, chi bộ đã tách.", "10=period", ""),
    ("Ông đã có 10 năm làm công tác Bí thư.", "10=period", ""),
    ("Việc này kéo dài trong 3 tháng.", "3=period", ""),
    ("Cả nước chuẩn bị kỷ niệm 44 năm giải phóng miền Nam.", "44=period", ""),
    ("Tổng kết 15 năm thực hiện nghị quyết.", "15=period", ""),
    ("Năm học 2019-2020, trường có 350 học sinh.", "2019-2020=period", "350"),
    ("Quý I/2020 và quý 3 đều tăng 2%.", "I=period 2020=date 3=period", "2%"),
    ("Quý 2/2025 đạt 12.500 tỷ đồng.", "2/2025=period", "12.500 tỷ"),
    ("Làng có từ thế kỷ 19, phát triển mạnh vào thế kỷ XX.", "19=period XX=period", ""),
    ("Thời gian từ 2-3 năm tới sẽ khó khăn.", "2-3=period", ""),
    ("Trong vòng 24 giờ qua, ghi nhận 12 ca mắc.", "24=period", "12"),
    # quantities of time that are figures
    ("Chưa tích lũy đủ 20 năm đóng bảo hiểm xã hội.", "", "20"),
    ("Điều kiện hưởng lương hưu xuống còn 15 năm, tiến tới còn 10 năm.", "", "15 10"),
    ("Thời gian đóng tối thiểu để hưởng lương hưu dài (20 năm).", "", "20"),
    ("Tòa tuyên phạt bị cáo 7 năm tù.", "", "7"),
    ("Bị cáo lĩnh 18 tháng tù cho hưởng án treo.", "", "18"),
    ("Khung phạt tù từ 7 năm đến 15 năm.", "", "7-năm-đến-15"),
    ("Nhân dân đóng góp 1.250 ngày công.", "", "1.250"),
    ("Rút ngắn thời gian xử lý từ 5 ngày xuống 3 ngày.", "", "5 3"),
    # clock
    ("Lúc 9h30, xe khách lao xuống vực làm 2 người chết.", "9h30=clock", "2"),
    ("Thứ năm, 23/11/2023 - 19:55'", "23/11/2023=date 19:55'=clock", ""),
    ("Khoảng 20h ngày 4-2, cháy lớn.", "20h=clock 4-2=date", ""),
    ("Lúc 7 giờ 30 ngày 4-4, xe tải đâm xe máy.", "7 giờ 30=clock 4-4=date", ""),
    ("Khoảng 2 giờ sáng, lửa bùng lên.", "2=clock", ""),
    ("Đến 12 giờ trưa 15.1, công an xử lý xong.", "12=clock 15.1=date", ""),
    ("Chủ nhật, 21/07/2024, 01:13 [GMT+7]", "21/07/2024=date 01:13=clock 7=clock", ""),
    ("Xe chạy 120km/h trên cao tốc.", "", "120"),
    # documents
    ("Nghị quyết số 07-NQ/TU của tỉnh.", "07-NQ/TU=document", ""),
    ("Theo Tờ trình số 49 - TTr / TU ngày 5.4.2018.", "49 - TTr / TU=document 5.4.2018=date", ""),
    ("Quyết định 102/2009/QĐ-TTg và Quyết định 755/QĐ-TTg.", "102/2009/QĐ-TTg=document 755/QĐ-TTg=document", ""),
    ("Thực hiện Chỉ thị 05 CT/TW của Bộ Chính trị.", "05 CT/TW=document", ""),
    ("Chỉ thị 05 của Ban Thường vụ.", "05=document", ""),
    ("theo nghị định 35 của Chính phủ", "35=document", ""),
    ("Kiểm tra theo Điều 30 Điều lệ Đảng đối với 40 đảng viên.", "30=document", "40"),
    ("Vi phạm điểm a khoản 2 Điều 21, Luật Đất đai.", "2=document 21=document", ""),
    ("Các Điều 5, 7 và 10 Luật này.", "5=document 7=document 10=document", ""),
    ("Chương trình 30a và Chương trình 135 của Chính phủ.", "30a=document 135=document", ""),
    ("Đề án 06 về dữ liệu dân cư.", "06=document", ""),
    ("Giấy phép số 110/GP-TTĐT do Cục cấp.", "110/GP-TTĐT=document", ""),
    ("Quyết định số 168/2003/NĐ-CP.", "168/2003/NĐ-CP=document", ""),
    ("Luật số 45/2019/QH14 và Thông tư 01/2021/TT-BNV.", "45/2019/QH14=document 01/2021/TT-BNV=document", ""),
    ("Công văn số 1234/UBND-NC, NQ18.", "1234/UBND-NC=document 18=document", ""),
    ("Cảnh sát điều 4 xe chuyên dụng.", "", "4"),
    ("Kế hoạch 500 tỷ đồng đã được duyệt.", "", "500 tỷ"),
    ("Thành ủy kỷ luật 48 tổ chức đảng.", "", "48"),
    ("Hội nghị thông qua báo cáo 20 nội dung trọng tâm.", "", "20"),
    # ordinals
    ("Đại hội lần thứ III, khóa XII.", "III=ordinal XII=ordinal", ""),
    ("Nghị quyết Trung ương 4 Khoá XI, XII về xây dựng Đảng.", "4=ordinal XI=ordinal XII=ordinal", ""),
    ("Người thứ 3 trong danh sách.", "3=ordinal", ""),
    ("Công trường bước sang năm thứ 11, tuần thứ 2 có 40 thợ.", "11=ordinal 2=ordinal", "40"),
    ("Máy in báo lỗi 0x1F và 0x20, phòng có 5 máy.", "0x1F=code 0x20=code", "5"),
    ("Việt Nam đứng thứ 31/224 quốc gia.", "31/224=ordinal", ""),
    ("Tặng Huy hiệu Đảng đợt 7-11 cho 5 đảng viên.", "7-11=ordinal", "5"),
    ("Học sinh lớp 12A và lớp 9 dự thi.", "12A=name 9=name", ""),
    ("Trung tâm GDTX cấp 3 có 25 giáo viên.", "3=ordinal", "25"),
    ("Đội đứng trong top 10 châu Á.", "10=ordinal", ""),
    ("Mũi 1 là 71.299.397 liều; mũi 2 là 68.818.278 liều.", "1=ordinal 2=ordinal", "71.299.397 68.818.278"),
    ("Cán bộ trung cấp 25, cao đẳng 10.", "", "25 10"),
    ("Tiêm 2 mũi cho 100 người.", "", "2 100"),
    ("Khiển trách 34, cảnh cáo 14.", "", "34 14"),
    # names
    ("Chi bộ xóm 6 có 25 đảng viên.", "6=name", "25"),
    ("Đường ở thôn 4-5 xã Đắk Ha.", "4=name 5=name", ""),
    ("Các thôn 3, 4 và 5 mất điện.", "3=name 4=name 5=name", ""),
    ("Phường 11, quận 6, TP. HCM.", "11=name 6=name", ""),
    ("Xe chạy trên Quốc lộ 14 và QL1A, tại Km897+700.", "14=name 1A=name 897+700=name", ""),
    ("Bệnh Covid-19 và COVID – 19 làm U23 nghỉ đá.", "19=name 19=name 23=name", ""),
    ("Trường THCS số 2 có 18 lớp.", "2=name", "18"),
    ("Trường Mầm non 3/2 ở đường 30/4.", "3/2=name 30/4=name", ""),
    ("Mạng 4G, công nghệ 4.0.", "4G=name 4.0=name", ""),
    ("Sư đoàn 5, Quân khu 7.", "5=name 7=name", ""),
    ("Huy hiệu 55, 40 năm tuổi Đảng cho 25 đảng viên.", "55=name 40=name", "25"),
    ("Hỗ trợ mỗi thôn 3 hộ nghèo.", "", "3"),
    ("Số chi bộ 25, tăng 2 chi bộ.", "", "25 2"),
    ("Tổ công tác 5 người vào thôn.", "", "5"),
    # ages
    ("Ông Nam, 54 tuổi, trú tại xã.", "54=person_age", ""),
    ("Anh Tú (SN 1983) và chị Hoa, sinh năm 1936.", "1983=person_age 1936=person_age", ""),
    ("Trẻ từ 12-17 tuổi được tiêm 20.112.506 liều.", "12-17=person_age", "20.112.506"),
    ("Tuổi thọ trung bình đạt 73,6 tuổi.", "", "73,6"),
    # contacts
    ("Điện thoại: 0261.3543140 - Fax: 0261.3544560", "0261.3543140=contact 0261.3544560=contact", ""),
    ("Hotline: 0911752588 - 0919998890.", "0911752588=contact 0919998890=contact", ""),
    ("Liên hệ (024) 3825 1234 để biết.", "024) 3825 1234=contact", ""),
    ("Địa chỉ: Số 11 Đường Lê Duẩn, phường Nghĩa Tân.", "11=contact", ""),
    ("Địa chỉ:Số 12, Võ Văn Kiệt.", "12=contact", ""),
    ("Số nhà 25A, ngách 12/3, địa chỉ: 123/4B Lê Lợi.", "25A=contact 12/3=contact 123/4B=contact", ""),
    ("Gọi (84-4) 3822 1234 hoặc 0909 123 456.", "84-4) 3822 1234=contact 0909 123 456=contact", ""),
    ("Gửi tới Cổng nhân đạo quốc gia 1400 từ nay.", "1400=contact", ""),
    ("Mua điện thoại 15 triệu đồng.", "", "15 triệu"),
    # scores
    ("Việt Nam thắng đậm 3-0 trước Lào.", "3-0=score", ""),
    ("Tỷ số 2 - 1 nghiêng về chủ nhà.", "2 - 1=score", ""),
    ("Hai đội hòa 1-1 sau 90 phút.", "1-1=score 90=period", ""),
    ("Chỉ đạt 6 - 7 tấn/ha.", "", "6 - 7"),
    ("Khoảng 30-35 người dự.", "", "30-35"),
    ("Phút 75, Hải nâng tỷ số lên 2-0.", "75=clock 2-0=score", ""),
    ("Phút 90+3, thắng 6-4, 6-3.", "90+3=clock 6-4=score 6-3=score", ""),
    ("HAGL 1-2 Hà Nội FC sau 5 vòng.", "1-2=score", "5"),
    # list markers
    ("(1) Các cấp ủy cần gắn nội dung.", "1=list_marker", ""),
    ("1. Tình hình chung\n2) Kết quả", "1=list_marker 2=list_marker", ""),
    ("2.1. Khái quát tình hình\n2.1.1 Địa hình", "2.1=list_marker 2.1.1=list_marker", ""),
    ("Gồm: (1) xã A; (2) xã B.", "1=list_marker 2=list_marker", ""),
    ("Theo tài liệu [1], có 25 hộ.", "1=list_marker", "25"),
    ("THỐNG KÊ DU LỊCH 9 THÁNG ĐẦU NĂM", "9=period", ""),
    ("Trường đạt chuẩn mức độ 1,2.", "1,2=ordinal", ""),
    ("Mức độ 1,5 triệu đồng mỗi hộ.", "", "1,5 triệu"),
    ("Khách sạn 4 sao và 12 sản phẩm 3-5 sao.", "4=ordinal 3-5=ordinal", "12"),
    ("Đã kiểm tra 8/9 BCH, họp ngày 8/9 tại huyện.", "8/9=date", "8/9"),
    ("Vùng gồm các tỉnh(1), đông dân, nhiều lễ hội vv..(2).", "1=list_marker 2=list_marker", ""),
    ("Các huyện còn tảo hôn: Mường Lan(7), Nậm Tè (4).", "", "7 4"),
    ("Đoàn thông báo kết luận 4/5 tổ chức đảng theo kết luận 21 của huyện.", "21=document", "4/5"),
    ("Bến Tre (72), Hà Tĩnh (8), Điện Biên (4).", "", "72 8 4"),
    ("II. Kết quả đạt được", "II=list_marker", ""),
    # codes
    ("Xem https://vov.vn/tin-123.html và a1@b2.vn nhé.", "https://vov.vn/tin-123.html=code a1@b2.vn=code", ""),
    ("Xe tải BS: 51C - 025.53 đâm xe 60B1-364.XX.", "51C - 025.53=code 60B1-364.XX=code", ""),
    # idioms
    ("Gia đình 5 không, 3 sạch và phương châm 4 tại chỗ.", "5 không, 3 sạch=idiom 4 tại chỗ=idiom", ""),
    ("Phong trào “3 sẵn sàng” lan rộng.", "3=idiom", ""),
    ("Trạm trực 24/24 và 24/7.", "24/24=idiom 24/7=idiom", ""),
    # bases of a rate
    ("Có 8 bác sĩ trên 1 vạn dân.", "1 vạn=rate_base", "8"),
    ("Tỷ lệ 25 ca/100.000 dân.", "100.000=rate_base", "25"),
    ("Bình quân cứ 1 triệu người có 108.627 ca nhiễm.", "1 triệu=rate_base", "108.627"),
    ("Số ca nhiễm/1 triệu dân cao.", "1 triệu=rate_base", ""),
    ("Xã có trên 10.000 dân.", "", "10.000"),
    # residue
    ("Việc triển khai thực hiê%3ḅn kế hoạch.", "3=residue", ""),
    # glued letters that are no names
    ("Diện tích 58.000m2, rộng 30x40 m, gần1 tỉ đồng.", "", "58.000 30 40 1 tỉ"),
    # ratio or day
    ("Đã có 8/11 trạm y tế và 10/12 xã.", "", "8/11 10/12"),
    ("Bằng 1/3 diện tích của tỉnh.", "", "1/3"),
    # times of the clock with their minutes, and days behind the name of a weekday
    ("Lớp tập huấn diễn ra từ 7 giờ 30 đến 11 giờ 30 tại hội trường xã.", "7 giờ 30=clock 11 giờ 30=clock", ""),
    ("6 giờ 45 là lúc chợ đông nhất.", "6 giờ 45=clock", ""),
    ("Buổi ra quân mở vào sáng Chủ nhật 21-5 tại công viên.", "21-5=date", ""),
    ("Giải khai mạc thứ Bảy 20-5, có 12 đội.", "20-5=date", "12"),
    ("Phà chạy từ 2-3 h sáng, hoặc 17 h chiều.", "2-3 h=clock 17 h=clock", ""),
    ("Lúc 9 giờ 30 người dân đã đến.", "9=clock", "30"),
    ("Vòng loại ở Vinh (ngày 27-11), Huế (29-11) và Đà Lạt.", "27-11=date 29-11=date", ""),
    ("Mưa từ đêm 4, rạng sáng 5/7.", "4=date 5/7=date", ""),
    ("Vùng núi rét đậm 9-11°C.", "", "9-11"),
    # years beside a word for their part, decades
    ("Cuối 2019 quỹ sẽ hết, đầu 2020 có 15 tỷ đồng.", "2019=date 2020=date", "15 tỷ"),
    ("Khán giả những năm 90 nhớ đến đoàn chèo này.", "90=period", ""),
    ("Đầu 2000 hộ đã nộp.", "", "2000"),
    # houses and their street without a word before
    ("Nhà sách Hoa Sen, 63 Lê Lợi, P. Bến Nghé bán 300 cuốn.", "63=contact", "300"),
    ("Khu đất vàng 8-12 Lê Duẩn bị thu hồi.", "8-12=contact", ""),
    ("Cửa hàng ở địa chỉ số 117 Tôn Đức Thắng.", "117=contact", ""),
    ("Ủng hộ có các thôn: An Bình, 63 Lê Lợi hộ thì chưa.", "", "63"),
    # models with a loose dash, formations, companies by their trade
    ("Không quân nhận Il -76 MD, C -17 và 2 chiếc C -130 J.", "76=name 17=name 130=name", "2"),
    ("Hãng mua 44 máy bay A 321-200.", "321-200=name", "44"),
    ("Trời lạnh -2 độ, lỗ -5 tỷ đồng.", "", "-2 5 tỷ"),
    ("Lữ đoàn gồm 3 tiểu đoàn xe tăng 107, 109 và 203.", "107=name 109=name 203=name", "3"),
    ("Lữ đoàn pháo binh 368 của quân khu huy động 45 xe.", "368=name", "45"),
    ("Sư đoàn huy động 120 cán bộ.", "", "120"),
    ("Nhà thầu là Công ty cổ phần Tư vấn xây dựng điện 3; giá 12 tỷ đồng.", "3=name", "12 tỷ"),
    ("Thủy điện Sông Hinh 2, 3 xả lũ.", "2=name 3=name", ""),
    # small scales before a word that is no noun, heads that claim whatever follows
    ("Học bạ lớp 12 các môn đều khá.", "12=name", ""),
    ("Trường mở lớp 12 học viên.", "", "12"),
    ("Xã lọt vào top 10 nước có lúa ngon.", "10=ordinal", ""),
    ("Toà hoãn xử lần 3 vụ tranh chấp.", "3=ordinal", ""),
    ("Mỗi lần 3 vụ thì nhiều.", "", "3"),
    ("Gió mạnh cấp 6 – 7, giật cấp 9.", "6=ordinal 7=ordinal 9=ordinal", ""),
    ("Đoàn xe 2 bánh dừng lại, có 5 xe hỏng.", "2=name", "5"),
    ("Thông tư 15/2007 hướng dẫn 4 việc.", "15/2007=document", "4"),
    ("Nghị quyết 19-2017 đưa ra 250 chỉ tiêu.", "19-2017=document", "250"),
    ("Người nhà gọi 115, xe đến sau đó.", "115=contact", ""),
    ("Huyện sắp xếp 12 xã.", "", "12"),
    # lines and sentences that are counted off
    ("1 Vụ cháy chợ\n2 Vụ sập cầu", "1=list_marker 2=list_marker", ""),
    ("8 Đảng viên được khen", "", "8"),
    ("Có 6 con vật lạ. 1. “Lợn đen” nặng 40 kg. 2. Gà tre.", "1=list_marker 2=list_marker", "6 40"),
    ("Bảng quyền là 0x80 và 0x0.", "0x80=code 0x0=code", ""),
    ("Người dân gọi 84912345678 để báo tin, có 84 cuộc gọi.", "84912345678=contact", "84"),
    # what is exchanged for one, codes with zeros before them, set phrases
    ("Ngân hàng bán ra 22.800 đồng đổi 1 USD.", "1=rate_base", "22.800"),
    ("Ông đổi 1 con bò.", "", "1"),
    ("Con số 0845 đã giúp anh trúng thưởng 2 tỷ đồng.", "0845=code", "2 tỷ"),
    ("Lạm phát còn 1 con số, sau 1 thời gian thì 1 con số là ít.", "1 con số=idiom 1 thời gian=idiom 1 con số=idiom", ""),
    ("Đại lễ Vesak 2019 những ngày qua có 500 khách.", "2019=date", "500"),
    # terms that are served or granted, and hours a year
    ("Ông bị tạm giữ 3 ngày, đất được thuê 15 năm.", "", "3 15"),
    ("Cuộc gặp dự kiến khoảng 45 phút.", "", "45"),
    ("Giáo viên dạy thêm 720 giờ/năm.", "", "720"),
    ("Ông làm ở đây 15 năm.", "15=period", ""),
    ("Trong lịch sử 90 năm, Đảng bộ luôn đoàn kết; chùa có lịch sử 300 năm.", "90=period", "300"),
    # what looks like a year of an event, a pair, a day
    ("Huyện đã giải quyết 1950 khiếu nại của công dân.", "", "1950"),
    ("Cả 3 dự thảo nghị quyết đều được thông qua.", "", "3"),
    ("Kỳ nghỉ 2/9 khách sạn ở Sa Pa kín phòng.", "2/9=date", ""),
    ("ĐẢO RỘNG 575KM2", "", "575"),
]


@pytest.mark.parametrize(("text", "expected", "figures"), CASES, ids=[case[0][:40] for case in CASES])
def test_what_is_no_figure(text: str, expected: str, figures: str) -> None:
    found = find_dispositions(text)
    assert [f"{text[item.start : item.end]}={item.kind}" for item in found] == _split(expected)
    assert [text[n.start : n.end] for n in find_numbers(text, found) if not n.is_word] == _tokens(figures)


def _split(expected: str) -> list[str]:
    """`18 / 5=date 3=ordinal` into its items: an item ends with its kind."""
    items: list[str] = []
    words: list[str] = []
    for word in expected.split():
        words.append(word)
        if "=" in word and word.rsplit("=", 1)[1].replace("_", "").isalpha():
            items.append(" ".join(words))
            words = []
    return items


def _tokens(figures: str) -> list[str]:
    """`500 tỷ 25` into its figures: a magnitude or the end of a range joins the number before it."""
    items: list[str] = []
    for word in figures.split():
        joins = items and (word in ("tỷ", "tỉ", "triệu", "-", "đến") or items[-1].endswith(("-", "đến")))
        if joins:
            items[-1] += f" {word}"
        else:
            items.append(word)
    return [item.replace("-năm-", " năm ").replace("đến-", "đến ") for item in items]


HEADS = read_lexicon("number_heads", HEAD_COLUMNS)


@pytest.mark.parametrize("row", HEADS, ids=[row["surface"] for row in HEADS])
def test_each_head_of_the_lexicon(row: dict[str, str]) -> None:
    text = row["example"]
    at = text.index(row["expected"], text.index(row["surface"]) + len(row["surface"]))
    kinds = [item.kind for item in find_dispositions(text) if item.start <= at < item.end]
    assert kinds == ([] if row["guard"] == "none" else [row["kind"]])


IDIOMS = read_lexicon("idioms", ("surface", "example", "expected", "source"))


@pytest.mark.parametrize("row", IDIOMS, ids=[row["surface"] for row in IDIOMS])
def test_each_idiom_of_the_lexicon(row: dict[str, str]) -> None:
    text = row["example"]
    found = [(text[item.start : item.end], item.kind) for item in find_dispositions(text)]
    assert (row["surface"], row["expected"]) in found


def test_every_kind_that_a_rule_or_lexicon_names_is_one_of_the_contract() -> None:
    """A kind that the table does not know would fail the night's validation, not a test of the rule."""
    named = set()
    for path in Path(dispositions.__file__).parent.glob("*.py"):
        if path.stem in {"dispositions", "roman"} or path.stem.startswith(("number_", "numbered_")):
            named |= set(re.findall(r'return "(\w+)", f?"', path.read_text(encoding="utf-8")))
    named |= {row["kind"] for row in read_lexicon("number_heads", HEAD_COLUMNS) if row["guard"] != "none"}
    assert len(named) > 8
    assert named <= set(DISPOSITIONS)
