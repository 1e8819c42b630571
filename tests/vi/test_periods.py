"""Periods: a corpus of phrases with what must be read, and phrases that are no period."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.vi.temporal.periods import Period, find_periods

PUBLISHED = date(2020, 6, 24)

# sentence, the phrase expected to be found, kind, first, last
CORPUS = [
    # stretches of the published year, which has come to June
    ("Trong 5 tháng, toàn tỉnh kết nạp 12 đảng viên.", "Trong 5 tháng", "range", "2020-01-01", "2020-05-31"),
    ("5 tháng, tỉnh thu 12 tỷ đồng.", "5 tháng", "range", "2020-01-01", "2020-05-31"),
    ("Sau 5 tháng, huyện có thêm 3 xã.", "Sau 5 tháng", "range", "2020-01-01", "2020-05-31"),
    ("Sản lượng khai thác 5 tháng ước đạt 4 tấn.", "5 tháng", "range", "2020-01-01", "2020-05-31"),
    ("Khách đến trong 5 tháng ước đạt 4 nghìn lượt.", "trong 5 tháng", "range", "2020-01-01", "2020-05-31"),
    ("Đến tuần 8/2020, tỉnh có 3 ca.", "Đến tuần 8/2020", "to_date", None, None),
    ("Chợ phiên mở từ 8 đến 14/5, có 21 gian.", "từ 8 đến 14/5", "range", "2020-05-08", "2020-05-14"),
    ("Hội chợ mở từ 19 tới 25/4/2019.", "từ 19 tới 25/4/2019", "range", "2019-04-19", "2019-04-25"),
    ("Tuần thứ 8 năm 2020 có 3 ca.", "Tuần thứ 8 năm 2020", "range", None, None),
    ("Xã đạt chuẩn lần đầu năm 2019, gồm 4 thôn.", "năm 2019", "year", "2019-01-01", "2019-12-31"),
    ("Từ chỗ 2 tiêu chí năm 2010, đến nay đạt 15.", "năm 2010", "year", "2010-01-01", "2010-12-31"),
    ("Lũy kế 5 tháng ước đạt 12 tỷ đồng.", "Lũy kế 5 tháng", "range", "2020-01-01", "2020-05-31"),
    ("Lũy kế 11 tháng, thu 12 tỷ đồng.", "Lũy kế 11 tháng", "range", None, None),
    ("Xuất khẩu trong 5 tháng qua đạt 4 tỷ USD.", "trong 5 tháng qua", "range", "2020-01-01", "2020-05-31"),
    ("Những tháng đầu năm, xã kết nạp 3 đảng viên.", "Những tháng đầu năm", "range", None, None),
    ("trong những tháng đầu năm 2021, có 3 vụ.", "trong những tháng đầu năm 2021", "range", None, None),
    ("Tuần qua, có 3 ca.", "Tuần qua", "range", "2020-06-17", "2020-06-24"),
    ("Trong tháng qua có 3 ca.", "Trong tháng qua", "month", "2020-05-01", "2020-05-31"),
    ("Qua nửa năm, có 3 đảng viên bị kỷ luật.", "Qua nửa năm", "range", "2020-01-01", "2020-06-30"),
    ("Thu ngân sách 5 tháng vượt 18% dự toán năm.", "5 tháng", "range", "2020-01-01", "2020-05-31"),
    # two months or quarters of the year told of
    ("Hạn hán trong tháng 3 và tháng 4 làm 34 ha lúa chết.", "trong tháng 3 và tháng 4", "range", "2020-03-01", "2020-04-30"),
    ("Trong 2 tháng 4 và 5, xã có 3 vụ.", "Trong 2 tháng 4 và 5", "range", "2020-04-01", "2020-05-31"),
    ("Hai tháng 7, 8 năm 2019, xã có 3 vụ.", "Hai tháng 7, 8 năm 2019", "range", "2019-07-01", "2019-08-31"),
    ("Trong quý I và quý II, xã có 3 vụ.", "Trong quý I và quý II", "range", "2020-01-01", "2020-06-30"),
    ("Tháng 3 và 4 hộ khác được hỗ trợ.", "Tháng 3", "month", "2020-03-01", "2020-03-31"),
    ("Tháng 5 vừa qua, xã có 3 vụ.", "Tháng 5 vừa qua", "month", "2020-05-01", "2020-05-31"),
    ("Năm vừa rồi, xã kết nạp 3 đảng viên.", "Năm vừa rồi", "year", "2019-01-01", "2019-12-31"),
    # school years, and stretches that only reports know
    ("Năm học trước cả huyện có 34 em bỏ học.", "Năm học trước", "range", None, None),
    ("Năm học vừa qua, trường có 34 học sinh giỏi.", "Năm học vừa qua", "range", None, None),
    ("Trong kỳ, toàn tỉnh xảy ra 34 vụ.", "Trong kỳ", "range", None, None),
    ("Trong kỳ báo cáo, toàn tỉnh xảy ra 34 vụ.", "Trong kỳ báo cáo", "range", None, None),
    # from now on, some years ago
    ("Từ nay đến hết năm, xã vận động 34 hộ.", "Từ nay đến hết năm", "range", "2020-06-24", "2020-12-31"),
    ("Từ nay đến hết năm 2021, xã vận động 34 hộ.", "Từ nay đến hết năm 2021", "range", "2020-06-24", "2021-12-31"),
    ("5 năm trước, xã có 34 đảng viên.", "5 năm trước", "as_of", None, None),
    ("Vượt xa con số 48% của ba năm về trước.", "ba năm về trước", "as_of", None, None),
    ("Cách đây 5 năm, xã có 34 đảng viên.", "Cách đây 5 năm", "as_of", None, None),
    ("Giờ thì mỗi năm gia đình bán 15 tấn cá.", "Giờ", "as_of", None, None),
    # hours and days
    ("Tính đến 17 giờ 30 phút ngày 19/5, lũ làm 34 nhà ngập.", "Tính đến 17 giờ 30 phút ngày 19/5", "as_of", "2020-05-19", "2020-05-19"),
    ("Sáng 19/5, có mưa; đến 20 giờ cùng ngày, 34 nhà bị ngập.", "đến 20 giờ cùng ngày", "as_of", "2020-05-19", "2020-05-19"),
    ("Đến 30/5, xã có 34 đảng viên.", "Đến 30/5", "as_of", "2020-05-30", "2020-05-30"),
    ("Giải ngân đến 31/5 đạt 34%.", "đến 31/5", "as_of", "2020-05-31", "2020-05-31"),
    ("Tính đến sáng nay, có 34 ca.", "sáng nay", "as_of", "2020-06-24", "2020-06-24"),
    # years on end
    ("Bốn bản liền ba năm không kết nạp được đảng viên.", "liền ba năm", "range", None, None),
    ("Nhiều năm liền chi bộ không kết nạp được đảng viên.", "Nhiều năm liền", "range", None, None),
    ("Ba năm nay, xã kết nạp 12 đảng viên.", "Ba năm nay", "range", "2017-06-24", "2020-06-24"),
    ("Năm năm nay, xã kết nạp 12 đảng viên.", "Năm năm nay", "range", "2015-06-24", "2020-06-24"),
    ("5 năm liền, Hội giữ vững 3 danh hiệu.", "5 năm liền", "range", None, None),
    ("Qua 5 năm, 352 chị được kết nạp.", "Qua 5 năm", "range", None, None),
    ("Trong 5 năm, huyện xây 3 trường.", "Trong 5 năm", "range", None, None),
    # seasons
    ("Vụ đông xuân 2021 - 2022 gieo 3 ha.", "Vụ đông xuân 2021 - 2022", "range", None, None),
    ("Niên vụ 2020-2021, trồng 3 ha mía.", "Niên vụ 2020-2021", "range", None, None),
    ("Vụ hè thu năm 2019 gieo 3 ha.", "Vụ hè thu năm 2019", "year", "2019-01-01", "2019-12-31"),
    ("Từ đầu vụ đến nay, thả 3 ha tôm.", "Từ đầu vụ đến nay", "to_date", None, "2020-06-24"),
    # never a month or year without its days
    ("Trong tháng, xã kết nạp 3 đảng viên.", "Trong tháng", "range", None, None),
    ("Trong năm, xã kết nạp 3 đảng viên.", "Trong năm", "range", None, None),
    ("Cả năm nay thu 3 tỷ đồng.", "Cả năm nay", "year", "2020-01-01", "2020-12-31"),
    ("Trong quý I thu 3 tỷ đồng.", "Trong quý I", "quarter", "2020-01-01", "2020-03-31"),
    ("Đêm 5/3 có 3 ca.", "Đêm 5/3", "as_of", "2020-03-05", "2020-03-05"),
    ("Ngày 24/06/2020, huyện tổ chức hội nghị.", "Ngày 24/06/2020", "as_of", "2020-06-24", "2020-06-24"),
    ("Ngày 25-7-2016 có 12 người.", "Ngày 25-7-2016", "as_of", "2016-07-25", "2016-07-25"),
    ("Ngày 16.4.2013 có 12 người.", "Ngày 16.4.2013", "as_of", "2013-04-16", "2013-04-16"),
    ("Đến ngày 5 tháng 3 năm 2020, toàn tỉnh có 12 ca.", "Đến ngày 5 tháng 3 năm 2020", "as_of", "2020-03-05", "2020-03-05"),
    ("Ngày 25/2, Đảng ủy kết nạp 3 đảng viên.", "Ngày 25/2", "as_of", "2020-02-25", "2020-02-25"),
    ("Sáng 14/4, đoàn làm việc với tỉnh.", "Sáng 14/4", "as_of", "2020-04-14", "2020-04-14"),
    ("Chiều ngày 12 tháng 4 năm 2018, Chi đoàn họp.", "Chiều ngày 12 tháng 4 năm 2018", "as_of", "2018-04-12", "2018-04-12"),
    ("Đại hội diễn ra trong các ngày 13-17/10/2015.", "trong các ngày 13-17/10/2015", "range", "2015-10-13", "2015-10-17"),
    ("Đại hội được tổ chức 13-17/10 tại Hội trường.", "13-17/10", "range", "2020-10-13", "2020-10-17"),
    (
        "Từ ngày 10/9/2019 đến ngày 10/10/2019, huyện mở 5 lớp.",
        "Từ ngày 10/9/2019 đến ngày 10/10/2019",
        "range",
        "2019-09-10",
        "2019-10-10",
    ),
    ("Tháng 6/2013, toàn huyện còn 20/70 bản.", "Tháng 6/2013", "month", "2013-06-01", "2013-06-30"),
    ("Tháng 6-2013 có 4 vụ.", "Tháng 6-2013", "month", "2013-06-01", "2013-06-30"),
    ("Tháng 6 năm 2013 có 4 vụ.", "Tháng 6 năm 2013", "month", "2013-06-01", "2013-06-30"),
    ("Trong tháng 2/2020, xã kết nạp 2 đảng viên.", "Trong tháng 2/2020", "month", "2020-02-01", "2020-02-29"),
    ("Trong tháng 5, xã kết nạp 2 đảng viên.", "Trong tháng 5", "month", "2020-05-01", "2020-05-31"),
    ("Tháng 12, xã kết nạp 2 đảng viên.", "Tháng 12", "month", "2019-12-01", "2019-12-31"),
    ("Tháng 4 và tháng 5/2019 có 12 ca.", "Tháng 4 và tháng 5/2019", "range", "2019-04-01", "2019-05-31"),
    ("Tháng này có 12 ca.", "Tháng này", "month", "2020-06-01", "2020-06-30"),
    ("Tháng trước có 12 ca.", "Tháng trước", "month", "2020-05-01", "2020-05-31"),
    ("Riêng năm 2022, Đảng bộ xã kết nạp được 13 đảng viên mới.", "Riêng năm 2022", "year", "2022-01-01", "2022-12-31"),
    ("Vào năm 2012 đạt 39%.", "Vào năm 2012", "year", "2012-01-01", "2012-12-31"),
    ("Năm 2022 và 2023, huyện kết nạp 300 đảng viên.", "Năm 2022 và 2023", "range", "2022-01-01", "2023-12-31"),
    ("Các năm 2020, 2021 và 2022 đều đạt.", "Các năm 2020, 2021 và 2022", "range", "2020-01-01", "2022-12-31"),
    ("đạt chuẩn nông thôn mới năm 2019 - 2020.", "năm 2019 - 2020", "range", "2019-01-01", "2020-12-31"),
    ("Quý I/2023 thu 12 tỷ đồng.", "Quý I/2023", "quarter", "2023-01-01", "2023-03-31"),
    ("Quý 1 năm 2020 thu 12 tỷ đồng.", "Quý 1 năm 2020", "quarter", "2020-01-01", "2020-03-31"),
    ("Trong quý II-2017, tỉnh thu 12 tỷ đồng.", "Trong quý II-2017", "quarter", "2017-04-01", "2017-06-30"),
    ("doanh nghiệp này trong quý 4.2016 bị lỗ 19 tỷ đồng", "trong quý 4.2016", "quarter", "2016-10-01", "2016-12-31"),
    ("Quý I và quý II/2019 đều tăng.", "Quý I và quý II/2019", "range", "2019-01-01", "2019-06-30"),
    ("06 tháng đầu năm 2019, phát hiện 05 vụ.", "06 tháng đầu năm 2019", "range", "2019-01-01", "2019-06-30"),
    ("6 tháng đầu năm, toàn tỉnh có 21 xã.", "6 tháng đầu năm", "range", "2020-01-01", "2020-06-30"),
    ("9 tháng năm 2017, huyện thu 30 tỷ.", "9 tháng năm 2017", "range", "2017-01-01", "2017-09-30"),
    ("Trong 9 tháng đầu năm 2017, huyện thu 30 tỷ.", "Trong 9 tháng đầu năm 2017", "range", "2017-01-01", "2017-09-30"),
    ("Sáu tháng đầu năm 2018, thu 30 tỷ.", "Sáu tháng đầu năm 2018", "range", "2018-01-01", "2018-06-30"),
    ("6 tháng cuối năm 2018, thu 30 tỷ.", "6 tháng cuối năm 2018", "range", "2018-07-01", "2018-12-31"),
    ("Nửa đầu năm 2018, thu 30 tỷ.", "Nửa đầu năm 2018", "range", "2018-01-01", "2018-06-30"),
    ("Nửa cuối 2017, thu 30 tỷ.", "Nửa cuối 2017", "range", "2017-07-01", "2017-12-31"),
    ("Đầu năm 2018, xã có 50 hộ.", "Đầu năm 2018", "as_of", "2018-01-01", "2018-01-01"),
    ("Cuối năm 2018, xã có 50 hộ.", "Cuối năm 2018", "as_of", "2018-12-31", "2018-12-31"),
    ("Giữa năm 2018, xã có 50 hộ.", "Giữa năm 2018", "as_of", "2018-07-01", "2018-07-01"),
    ("Đến cuối năm 2015, xã có 50 hộ.", "Đến cuối năm 2015", "as_of", "2015-12-31", "2015-12-31"),
    ("Đến hết năm 2017 số người tham gia là 227.506 người.", "Đến hết năm 2017", "as_of", "2017-12-31", "2017-12-31"),
    ("Hết năm 2017 có 12 người.", "Hết năm 2017", "as_of", "2017-12-31", "2017-12-31"),
    ("Đến cuối năm, xã còn 50 hộ.", "Đến cuối năm", "as_of", "2020-12-31", "2020-12-31"),
    ("Tính đến ngày 31/12/2017, cơ quan chi trả 770 tỷ.", "Tính đến ngày 31/12/2017", "as_of", "2017-12-31", "2017-12-31"),
    ("Tính đến 31/12/2022, toàn huyện có 12 chi bộ.", "Tính đến 31/12/2022", "as_of", "2022-12-31", "2022-12-31"),
    ("Tính đến hết tháng 6-2017, toàn tỉnh có 57 xã.", "Tính đến hết tháng 6-2017", "as_of", "2017-06-30", "2017-06-30"),
    ("Đến tháng 7/2020, huyện có 12 xã.", "Đến tháng 7/2020", "as_of", "2020-07-01", "2020-07-31"),
    ("Cuối tháng 3/2019, huyện có 12 xã.", "Cuối tháng 3/2019", "as_of", "2019-03-31", "2019-03-31"),
    ("Tính đến năm 2016, tổng diện tích là 1038,5ha.", "Tính đến năm 2016", "as_of", "2016-01-01", "2016-12-31"),
    ("mục tiêu đến năm 2020, số xã đạt 50%", "đến năm 2020", "as_of", "2020-01-01", "2020-12-31"),
    ("Đến năm 2025, tầm nhìn 2030, đạt 5%.", "Đến năm 2025", "as_of", "2025-01-01", "2025-12-31"),
    ("Từ năm 2021 đến nay, Đảng bộ kết nạp 25 đảng viên.", "Từ năm 2021 đến nay", "to_date", "2021-01-01", "2020-06-24"),
    ("Từ năm 2015 đến nay, huyện mở 11 lớp.", "Từ năm 2015 đến nay", "to_date", "2015-01-01", "2020-06-24"),
    ("Từ 2015 đến nay, huyện mở 11 lớp.", "Từ 2015 đến nay", "to_date", "2015-01-01", "2020-06-24"),
    ("từ đầu năm 2017 đến nay, kết nạp 9 đồng chí", "từ đầu năm 2017 đến nay", "to_date", "2017-01-01", "2020-06-24"),
    ("Từ đầu năm đến nay, chi bộ kết nạp 1 đảng viên.", "Từ đầu năm đến nay", "to_date", "2020-01-01", "2020-06-24"),
    ("Từ tháng 3/2019 đến nay, có 5 vụ.", "Từ tháng 3/2019 đến nay", "to_date", "2019-03-01", "2020-06-24"),
    ("Kể từ năm 2012 đến nay, có 5 vụ.", "Kể từ năm 2012 đến nay", "to_date", "2012-01-01", "2020-06-24"),
    ("Từ khi thành lập đến nay, đã kết nạp 1.023 quần chúng.", "Từ khi thành lập đến nay", "to_date", None, "2020-06-24"),
    ("Từ đó đến nay, huyện mở 11 lớp.", "Từ đó đến nay", "to_date", None, "2020-06-24"),
    (
        "từ sau Đại hội Đảng bộ tỉnh lần thứ X, nhiệm kỳ 2015-2020 đến nay",
        "từ sau Đại hội Đảng bộ tỉnh lần thứ X, nhiệm kỳ 2015-2020 đến nay",
        "to_date",
        "2015-01-01",
        "2020-06-24",
    ),
    ("trong giai đoạn từ năm 2015 - 2019, đã giới thiệu 463", "trong giai đoạn từ năm 2015 - 2019", "range", "2015-01-01", "2019-12-31"),
    ("Từ năm 2016 – 2018, huyện được bố trí 10,9 tỷ.", "Từ năm 2016 – 2018", "range", "2016-01-01", "2018-12-31"),
    ("Từ năm 2015 đến năm 2019, huyện có 12 xã.", "Từ năm 2015 đến năm 2019", "range", "2015-01-01", "2019-12-31"),
    ("Năm 2015 đến năm 2019, huyện có 12 xã.", "Năm 2015 đến năm 2019", "range", "2015-01-01", "2019-12-31"),
    ("giai đoạn tháng 1-2012 đến tháng 10-2012", "tháng 1-2012 đến tháng 10-2012", "range", "2012-01-01", "2012-10-31"),
    ("Từ tháng 1 đến tháng 10/2012 có 5 vụ.", "Từ tháng 1 đến tháng 10/2012", "range", "2012-01-01", "2012-10-31"),
    ("giai đoạn 2016-2018 đạt 7,13%", "giai đoạn 2016-2018", "range", "2016-01-01", "2018-12-31"),
    ("Giai đoạn 2021 – 2025, tỉnh có 12 huyện.", "Giai đoạn 2021 – 2025", "range", "2021-01-01", "2025-12-31"),
    ("trong 4 năm (2011-2014) bổ nhiệm 611 cán bộ", "trong 4 năm (2011-2014)", "range", "2011-01-01", "2014-12-31"),
    ("Trong 5 năm 2016-2020, có 12 xã.", "Trong 5 năm 2016-2020", "range", "2016-01-01", "2020-12-31"),
    ("Trong 3 năm 2017, 2018, 2019 có 12 xã.", "Trong 3 năm 2017, 2018, 2019", "range", "2017-01-01", "2019-12-31"),
    ("trong nhiệm kỳ 2010-2015 lập 91 đoàn", "trong nhiệm kỳ 2010-2015", "term", "2010-01-01", "2015-12-31"),
    ("Nhiệm kỳ 2020 – 2025, kết nạp 60 đảng viên.", "Nhiệm kỳ 2020 – 2025", "term", "2020-01-01", "2025-12-31"),
    ("Đầu nhiệm kỳ 2015 - 2020, xã có 9 chi bộ.", "Đầu nhiệm kỳ 2015 - 2020", "as_of", "2015-01-01", None),
    ("Sau nửa nhiệm kỳ 2020-2025, có 20/30 chỉ tiêu.", "nửa nhiệm kỳ 2020-2025", "term", None, None),
    ("Trong nhiệm kỳ qua, kết nạp 3 đảng viên.", "Trong nhiệm kỳ qua", "term", None, None),
    ("Trong 5 năm qua, huyện kết nạp 424 đảng viên.", "Trong 5 năm qua", "range", "2015-06-24", "2020-06-24"),
    ("Trong 7 tháng qua giảm 31,7%.", "Trong 7 tháng qua", "range", "2019-11-24", "2020-06-24"),
    ("3 năm gần đây, xã kết nạp 12 đảng viên.", "3 năm gần đây", "range", "2017-06-24", "2020-06-24"),
    ("Ba năm qua, xã kết nạp 12 đảng viên.", "Ba năm qua", "range", "2017-06-24", "2020-06-24"),
    ("5 năm trở lại đây, xã kết nạp 12 đảng viên.", "5 năm trở lại đây", "range", "2015-06-24", "2020-06-24"),
    ("Trong những năm qua, huyện đã kết nạp nhiều.", "Trong những năm qua", "range", None, None),
    ("Những năm gần đây, năng suất đạt 9 tấn.", "Những năm gần đây", "range", None, None),
    ("Thời gian qua, xã mở 7 lớp.", "Thời gian qua", "range", None, None),
    ("Năm ngoái, xã mở 7 lớp.", "Năm ngoái", "year", "2019-01-01", "2019-12-31"),
    ("Năm nay, xã mở 7 lớp.", "Năm nay", "year", "2020-01-01", "2020-12-31"),
    ("Hôm nay, xã mở 7 lớp.", "Hôm nay", "as_of", "2020-06-24", "2020-06-24"),
    ("Hôm qua, xã mở 7 lớp.", "Hôm qua", "as_of", "2020-06-23", "2020-06-23"),
    ("Năm học 2018-2019, tỉnh có 100 trường.", "Năm học 2018-2019", "range", "2018-01-01", "2019-12-31"),
    ("Tổng thu ngân sách lũy kế ước đạt 394 tỷ.", "lũy kế", "to_date", None, None),
    ("Năm 2019, đến hết tháng 7, Quỹ tiếp nhận 43 tỷ đồng.", "Năm 2019, đến hết tháng 7", "range", "2019-01-01", "2019-07-31"),
    ("bình quân tăng từ 5,28 (2011) lên 12,9 (2015)", "2015", "year", "2015-01-01", "2015-12-31"),
    ("Từ nay đến năm 2025, huyện phấn đấu có 5 xã.", "Từ nay đến năm 2025", "range", "2020-06-24", "2025-12-31"),
    ("thu ngân sách năm 2915 đạt 12 tỷ", "năm 2915", "year", None, None),
    ("Đến nay, 69/69 bản đã thành lập chi bộ.", "Đến nay", "as_of", None, None),
    ("Hiện nay, trên địa bàn có 63.567 ha.", "Hiện nay", "as_of", None, None),
    ("Đảng bộ hiện có 12 chi bộ.", "hiện", "as_of", None, None),
    ("qua rà soát nay chỉ còn 2 xã", "nay", "as_of", None, None),
    ("bây giờ chúng tôi chỉ có 12/19 tiêu chí", "bây giờ", "as_of", None, None),
    ("Đến thời điểm này, Đảng bộ có 74 đảng viên.", "Đến thời điểm này", "as_of", None, None),
    ("Tính đến thời điểm hiện tại, có 74 đảng viên.", "Tính đến thời điểm hiện tại", "as_of", None, None),
    ("Trước đây, gia đình có 1 ha đất.", "Trước đây", "as_of", None, None),
]


def day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def by_text(periods: list[Period], text: str) -> Period:
    found = [p for p in periods if p.text == text]
    assert found, f"{text!r} not among {[p.text for p in periods]}"
    return found[0]


@pytest.mark.parametrize(("sentence", "phrase", "kind", "first", "last"), CORPUS, ids=[row[1] for row in CORPUS])
def test_corpus(sentence: str, phrase: str, kind: str, first: str | None, last: str | None) -> None:
    period = by_text(find_periods(sentence, PUBLISHED), phrase)
    assert (period.kind, period.first, period.last) == (kind, day(first), day(last))
    assert period.role == "time" or phrase.startswith("Từ nay")
    assert sentence[period.start : period.end] == period.text


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông Nguyễn Văn A, sinh năm 1983, có 3 con.",
        "Bà B (SN 1985) có 2 con.",
        "trực 24/24 giờ",
        "Điện thoại: 0261.3543140 - Fax: 0261.3544560",
        "chưa có 20/70 bản, 8/11 trạm y tế",
        "phấn đấu mỗi chi bộ kết nạp được từ 1 đến 2 đảng viên/năm",
        "chỉ đạt từ 6 - 7 tấn/ha",
        "thực hiện tốt, phát hiện 5 vụ, thể hiện rõ, xuất hiện 2 ổ dịch",
        "mỗi năm kết nạp một đảng viên",
        "bán 2000 - 2500 đồng một quả",
        "tốc độ tăng 5,11% - 7,13%/năm",
        "Quyết định số 168/2003/NĐ-CP",
        "Nghị định số 51/2014/NĐ-CP",
        "quý vị đại biểu",
        "tăng từ 28 lên 35 xã",
        "Trong kỳ họp thứ 8, các đại biểu thông qua 34 nghị quyết.",
        "Cùng ngày đó của tháng sau có 34 người.",
        "Giờ làm việc gồm 34 ca.",
        "Xe cách đây 34 km.",
        "Tăng từ 5/11 xã đến 7/11 xã đạt chuẩn.",
        "Hàng rào liền ba nhà.",
    ],
)
def test_no_period(sentence: str) -> None:
    assert find_periods(sentence, PUBLISHED) == []


@pytest.mark.parametrize(
    ("sentence", "phrase", "first"),
    [
        ("tăng 10 chỉ tiêu so với năm 2022", "năm 2022", "2022-01-01"),
        ("tăng 2,1 lần so với cùng kỳ năm 2016", "cùng kỳ năm 2016", "2016-01-01"),
        ("có 16 địa phương tăng so với cùng kỳ 2022", "cùng kỳ 2022", "2022-01-01"),
        ("tăng 5% so với cùng kỳ năm trước", "cùng kỳ năm trước", "2019-01-01"),
        ("gấp 1,23 lần so với năm 2015", "năm 2015", "2015-01-01"),
        ("gấp 3 lần năm 2015", "năm 2015", "2015-01-01"),
        ("tăng 5% so với đầu nhiệm kỳ", "đầu nhiệm kỳ", None),
        ("thấp hơn năm trước", "năm trước", "2019-01-01"),
        ("So với nhiệm kỳ trước, số tổ chức bị kỷ luật tăng 3", "nhiệm kỳ trước", None),
        ("giảm 12 hộ so với cuối năm 2019", "cuối năm 2019", "2019-12-31"),
    ],
)
def test_comparison_is_not_the_time_of_the_figure(sentence: str, phrase: str, first: str | None) -> None:
    period = by_text(find_periods(sentence, PUBLISHED), phrase)
    assert period.role == "comparison"
    assert period.first == day(first)


def test_time_after_a_comparison_is_a_time() -> None:
    periods = find_periods("So với năm 2015, số hộ nghèo giảm 5% trong năm 2016.", None)
    assert [p.role for p in periods] == ["comparison", "time"]


def test_plan_of_a_year_is_not_a_comparison() -> None:
    assert [p.role for p in find_periods("đạt 105% so với kế hoạch năm 2019", None)] == ["time"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết số 28-NQ/TW ngày 23/5/2018 về cải cách chính sách",
        "Chỉ thị số 35-CT/TW ngày 30/5/2019 của Bộ Chính trị",
        "theo Tờ trình số 49 - TTr / TU ngày 5.4.2018 của Tỉnh ủy",
        "Nghị quyết Đại hội Đảng bộ huyện lần thứ III, nhiệm kỳ 2020-2025 đề ra",
        "Ban Chấp hành Đảng bộ huyện khóa VIII nhiệm kỳ 2015 – 2020",
        "đạt chuẩn theo Bộ tiêu chí mới giai đoạn 2016 - 2020",
        "Kỷ niệm 90 năm Ngày thành lập (28/7/1929 - 28/7/2019)",
    ],
)
def test_date_of_a_document_or_a_name_is_marked(sentence: str) -> None:
    periods = [p for p in find_periods(sentence, None) if p.role == "time"]
    assert periods
    assert all(p.is_document_or_name for p in periods)


def test_plain_dates_are_not_marked() -> None:
    periods = find_periods("Trong nhiệm kỳ 2010-2015, Ban Thường vụ lập 91 đoàn. Ngày 5/3/2016 có 3 vụ.", None)
    assert [p.is_document_or_name for p in periods] == [False, False]


def test_undated_term_takes_the_one_named_before() -> None:
    text = "Nhiệm kỳ 2015-2020 đã qua.\nTrong nhiệm kỳ, toàn Đảng bộ kết nạp 44 đảng viên. Từ đầu nhiệm kỳ đến nay tách 12 chi bộ."
    periods = find_periods(text, date(2020, 6, 24))
    assert (by_text(periods, "Trong nhiệm kỳ").first, by_text(periods, "Trong nhiệm kỳ").last) == (date(2015, 1, 1), date(2020, 12, 31))
    since = by_text(periods, "Từ đầu nhiệm kỳ đến nay")
    assert (since.kind, since.first, since.last) == ("to_date", date(2015, 1, 1), date(2020, 6, 24))


def test_title_takes_the_term_that_the_text_names() -> None:
    periods = find_periods("Hơn 500 đảng viên bị kỷ luật trong một nhiệm kỳ\n39 người bị khai trừ nhiệm kỳ 2010 - 2015.", None)
    assert periods[0].first == date(2010, 1, 1)


def test_month_without_a_year_takes_the_year_just_named() -> None:
    periods = find_periods("Năm 2017, huyện có 12 xã. Tháng 6, thêm 2 xã.", date(2020, 6, 24))
    assert periods[1].first == date(2017, 6, 1)


def test_in_the_month_is_the_month_named_before() -> None:
    periods = find_periods("Hội nghị giao ban tháng 6/2019\nTrong tháng đã ghi nhận 165 trường hợp.", date(2019, 8, 8))
    assert (periods[1].kind, periods[1].first, periods[1].last) == ("month", date(2019, 6, 1), date(2019, 6, 30))


def test_without_a_published_day_nothing_is_guessed() -> None:
    text = "Trong 5 năm qua, ngày 10/9, 6 tháng đầu năm, từ năm 2011 đến nay, từ tháng 10; năm ngoái"
    assert [(p.first, p.last) for p in find_periods(text, None)] == [
        (None, None), (None, None), (None, None), (date(2011, 1, 1), None), (None, None), (None, None),
    ]  # fmt: skip


def test_a_day_without_a_year_takes_the_only_year_of_the_text() -> None:
    assert find_periods("Tính đến ngày 30-6, có 3 chi bộ. Sáng 2/7/2022 họp.", None)[0].last == date(2022, 6, 30)
    assert find_periods("Tính đến ngày 30-6, đạt 35% chỉ tiêu trong năm 2022.", None)[0].last == date(2022, 6, 30)
    assert find_periods("Ngày 30-6 có 3, ngày 1/2/2021 có 4, ngày 2/3/2022 có 5 vụ.", None)[0].first is None
    assert find_periods("Ngày 30-6 có 3 vụ, phấn đấu đến năm 2030 có 5.", None)[0].first is None


def test_the_term_before_is_that_before_the_one_named() -> None:
    periods = find_periods("Nhiệm kỳ 2015 - 2020 có 3 chi bộ, nhiệm kỳ trước có 2.", PUBLISHED)
    assert [(p.kind, p.first) for p in periods] == [("term", date(2015, 1, 1)), ("term", date(2010, 1, 1))]


def test_the_past_term_is_not_the_one_that_its_congress_opens() -> None:
    text = "Ngày 4/6/2021, Hội tổ chức Đại hội nhiệm kỳ 2021-2026.\nNhiệm kỳ qua, Hội kết nạp 45 hội viên."
    assert by_text(find_periods(text, None), "Nhiệm kỳ qua").first == date(2016, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "bị phạt 9 tháng, 2 người khác 6 tháng",
        "có 9 tháng tuổi",
        "Trong vụ án, có 3 bị can",
        "12 vụ đông người",
        "Sau 9 tháng thi công, xong 3 km",
    ],
)
def test_what_only_looks_like_a_stretch_of_the_year(text: str) -> None:
    assert [p for p in find_periods(text, PUBLISHED) if p.role == "time"] == []


def test_duration_is_no_time() -> None:
    assert [(p.kind, p.role) for p in find_periods("Sau 10 năm sinh hoạt ghép", PUBLISHED)] == [("none", "duration")]


def test_future_is_marked() -> None:
    assert [p.role for p in find_periods("Thời gian tới, huyện phấn đấu có 5 xã.", PUBLISHED)] == ["future"]


def test_offsets_survive_letters_whose_lower_case_is_longer() -> None:
    text = "İİ ngày 5/3/2020"
    assert find_periods(text, None)[0].text == "ngày 5/3/2020"


def test_periods_do_not_overlap() -> None:
    text = "\n".join(row[0] for row in CORPUS)
    periods = find_periods(text, PUBLISHED)
    assert all(a.end <= b.start for a, b in pairwise(periods))
    assert all(text[p.start : p.end] == p.text for p in periods)


WORDS = "từ đến nay năm tháng ngày quý đầu cuối hết nửa qua 5 31 12 2 30/2 0/13 2019 9999 0000 1900 - / , . ( ) IV trong sau trước tính"
PIECES = st.sampled_from([*WORDS.split(), "nhiệm kỳ", "giai đoạn", "so với", "cùng kỳ", "\n"])


@example(["năm", "qua", "nhiệm kỳ"], None)
@given(st.lists(PIECES, max_size=12), st.one_of(st.none(), st.dates(date(1901, 1, 1), date(2099, 12, 31))))
def test_any_order_of_words_of_time_is_read_without_error(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    periods = find_periods(text, published)
    assert all(text[p.start : p.end] == p.text for p in periods)
    assert all(a.end <= b.start for a, b in pairwise(periods))
    assert all(p.first is None or p.last is None or p.first <= p.last for p in periods)


def test_a_year_without_its_word_is_a_time_after_until() -> None:
    (found,) = find_periods("Phấn đấu đến 2030 tỷ lệ hộ dùng nước sạch đạt 95%.", None)
    assert (found.text, found.first, found.until) == ("đến 2030", date(2030, 1, 1), True)
    assert not [one for one in find_periods("Dự lễ có từ 1.500 đến 2030 người.", None) if one.first is not None]


def test_so_many_years_again_are_the_years_named_before() -> None:
    text = "Giai đoạn 2011-2015, huyện có nhiều đổi mới. Xuất khẩu bình quân 5 năm tăng 8%; trong 5 năm thu hút 12 dự án."
    again = [one for one in find_periods(text, None) if one.rule == "span_again"]
    assert [(one.first, one.last) for one in again] == [(date(2011, 1, 1), date(2015, 12, 31))] * 2
    assert not [one for one in find_periods("Giai đoạn 2011-2015 qua. Trong 5 năm qua, xã đã làm 3 cầu.", None) if one.rule == "span_again"]


def test_next_year_is_the_year_after_the_published_one() -> None:
    (found,) = find_periods("Sang năm xã sẽ xây 2 nhà văn hóa.", date(2019, 5, 4))
    assert (found.kind, found.first) == ("year", date(2020, 1, 1))


def test_the_number_of_a_quarter_of_a_city_counts_no_years() -> None:
    (found,) = find_periods("Thu ngân sách của quận 4 năm nay đạt khá.", date(2019, 5, 4))
    assert (found.kind, found.first) == ("year", date(2019, 1, 1))


@pytest.mark.parametrize("text", ["Bà Trần Thị Sáng nay đã có 3 ha cam.", "Ông Lê Văn Tối qua đời khi 80 tuổi."])
def test_a_given_name_is_no_time_of_day(text: str) -> None:
    assert not [p for p in find_periods(text, PUBLISHED) if p.grain == "day"]


def test_a_time_of_day_at_the_head_of_a_sentence_is_a_day() -> None:
    assert [p.first for p in find_periods("Sáng nay, xã trồng 3 ha cam.", PUBLISHED)] == [PUBLISHED]
