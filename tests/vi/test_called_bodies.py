"""Bodies by names without a head, by their short forms, and by a common word that takes them up again; names that are not cut."""

from __future__ import annotations

import pytest

from tasks.vi.entities.names import find_organisations


def full_of(text: str, printed: str) -> str | None:
    """The fullest form of the last mention printed so."""
    return [one.full or one.text for one in find_organisations(text, None) if one.text == printed][-1]


def texts(text: str) -> list[str]:
    return [one.text for one in find_organisations(text, None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bộ Ngoại giao Lào treo thưởng 2 triệu USD.", "Bộ Ngoại giao Lào"),
        ("Bộ TT - TT đã cắt giảm 185 trang tin.", "Bộ TT - TT"),
        ("Hội đồng Chức danh Giáo sư Nhà nước công nhận 30 người.", "Hội đồng Chức danh Giáo sư Nhà nước"),
        ("Sở Văn hóa, thể thao Hà Nội xử lý 530 biển hiệu.", "Sở Văn hóa, thể thao Hà Nội"),
        ("Ban Chỉ đạo trung ương về phòng chống tham nhũng họp 3 lần.", "Ban Chỉ đạo trung ương về phòng chống tham nhũng"),
        ("Ban Chỉ đạo quốc gia về phòng, chống tội phạm đã họp 3 lần.", "Ban Chỉ đạo quốc gia về phòng, chống tội phạm"),
        ("Trạm thủy văn Bình Lục quan trắc được mực nước 5,2 m.", "Trạm thủy văn Bình Lục"),
        ("Cảnh sát giao thông xử lý 30 trường hợp.", "Cảnh sát giao thông"),
        ("Phó Giám đốc Trung tâm Nguyễn Văn Minh nói Trung tâm Lê Lợi có 30 cán bộ.", "Trung tâm Lê Lợi"),
        ("Ban Chỉ đạo trung ương về phòng chống tham nhũng tổ chức 3 phiên họp.", "Ban Chỉ đạo trung ương về phòng chống tham nhũng"),
        ("Hội thánh Tin lành Phúc âm Việt Nam họp mặt 400 người.", "Hội thánh Tin lành Phúc âm Việt Nam"),
        ("Ban tổ chức Hoa hậu Biển xanh nộp phạt 4 triệu đồng.", "Ban tổ chức Hoa hậu Biển xanh"),
        ("Ít nhất 7 binh sĩ quân đội Iraq bị thương.", "quân đội Iraq"),
        ("Cảnh sát PCCC và CNCH TP. Đà Lạt cử 100 người.", "Cảnh sát PCCC và CNCH TP. Đà Lạt"),
        ("Hồ Chí Minh và Hà Nội có tỷ lệ thấp.", "Hồ Chí Minh"),
        ("Cùng Nam Á Bank đón xuân với 99.000 giải thưởng.", "Nam Á Bank"),
        ("Đoàn Kinh tế Quốc phòng 4 có 30 hộ.", "Đoàn Kinh tế Quốc phòng"),
        ("Tây Ban Nha có 30 vận động viên.", "Tây Ban Nha"),
        ("Thống đốc Ngân hàng Nhà nước Lê Minh Tâm trả lời 12 câu hỏi.", "Ngân hàng Nhà nước"),
        ("Tại khu công nghiệp Đồng Xoài có 30 nhà máy.", "khu công nghiệp Đồng Xoài"),
        ("Khu phố cổ rộng khoảng 82 ha.", "Khu phố cổ"),
        ("Doanh thu của Vinatrans tăng 12%.", "Vinatrans"),
        ("Hãng Zentrix bán được 30 triệu máy.", "Zentrix"),
        ("Trong quý 2, Northbank lãi 30 tỷ đồng.", "Northbank"),
        ("Khối Tân Lập có 30 hộ.", "Khối Tân Lập"),
        ("Đảng bộ Khối CCQ&DN tỉnh Nam Hà có 30 chi bộ.", "Đảng bộ Khối CCQ&DN tỉnh Nam Hà"),
        ("Trường Tiểu học Nam Sơn 1 có 41 lớp.", "Trường Tiểu học Nam Sơn 1"),
        ("Trường Tiểu học Nam Sơn 5 lớp.", "Trường Tiểu học Nam Sơn"),
        ("Trường Tiểu học Nam Sơn 1,5 ha.", "Trường Tiểu học Nam Sơn"),
        ("Khu du lịch Suối Mơ thực hiện miễn phí 100% vé.", "Khu du lịch Suối Mơ"),
        ("Công đoàn viên chức tỉnh Nam Hà xây 24 nhà.", "Công đoàn viên chức tỉnh Nam Hà"),
        (
            "Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn huyện Yên Khê họp 3 lần.",
            "Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn huyện Yên Khê",
        ),
        ("Sở Y tế Hải Phòng có 34 trạm.", "Sở Y tế Hải Phòng"),
        ("Đảng ủy Khối Doanh nghiệp Hải Phòng có 34 chi bộ.", "Đảng ủy Khối Doanh nghiệp Hải Phòng"),
    ],
)
def test_a_name_is_told_whole(text: str, name: str) -> None:
    assert name in texts(text)


@pytest.mark.parametrize(
    ("text", "printed", "full"),
    [
        ("Tổng công ty Tơ tằm Việt Nam (Vinasilk) họp. Vinasilk lãi 30 tỷ đồng.", "Vinasilk", "Tổng công ty Tơ tằm Việt Nam"),
        ("Hiệp hội Lương thực Việt Nam (VFA) họp. VFA có 30 hội viên.", "VFA", "Hiệp hội Lương thực Việt Nam"),
        ("Công ty TNHH Hải Long mở rộng xưởng. Năm nay, công ty này lãi 30 tỷ đồng.", "công ty này", "Công ty TNHH Hải Long"),
        ("Đảng ủy Công ty TNHH Hải Long họp. Toàn Công ty lãi 30 tỷ đồng.", "Toàn Công ty", "Công ty TNHH Hải Long"),
        ("Đảng ủy Khối doanh nghiệp tỉnh Nam Hà họp. Đảng ủy Khối có 31 chi bộ.", "Đảng ủy Khối", "Đảng ủy Khối doanh nghiệp tỉnh Nam Hà"),
        ("Hợp tác xã Nam Sơn ra mắt. HTX vay 2 tỷ đồng.", "HTX", "Hợp tác xã Nam Sơn"),
        ("Hợp tác xã (HTX) Nông nghiệp Nam Sơn ra mắt. HTX vay 2 tỷ đồng.", "HTX", "Hợp tác xã (HTX) Nông nghiệp Nam Sơn"),
        ("Hội Nông dân huyện Yên Khê họp. Yên Khê vui. Toàn huyện có 30 xã.", "Toàn huyện", "huyện Yên Khê"),
        ("UBND huyện Yên Khê họp ở thị trấn Yên Khê. Toàn huyện có 30 xã.", "Toàn huyện", "huyện Yên Khê"),
        ("Năm 2023, phường Nam Sơn họp. Năm qua, phường bê tông hóa 300 m đường.", "phường", "phường Nam Sơn"),
        ("Công an huyện Yên Khê ra quân. Đơn vị đã xử lý 30 vụ.", "Đơn vị", "Công an huyện Yên Khê"),
        ("Theo Hiệu trưởng Trường Mầm non phường 3, trường hiện có 353 trẻ.", "trường", "Trường Mầm non phường 3"),
        ("Nhật Bản vừa công bố số liệu. Nước này xuất khẩu 30 triệu xe.", "Nước này", "Nhật Bản"),
        ("Bệnh viện Đa khoa Hà Đông quá tải. Hiện bệnh viện có 30 giường.", "bệnh viện", "Bệnh viện Đa khoa Hà Đông"),
        ("Sở Y tế Hà Nam họp. Sở cho biết có 30 ca.", "Sở", "Sở Y tế Hà Nam"),
        ("Bộ Công Thương họp. Theo Bộ, có 60 ý kiến.", "Bộ", "Bộ Công Thương"),
        ("Công ty cổ phần Gò Sành (GOSACO) họp. Công ty cũng đầu tư 30 triệu USD.", "Công ty", "Công ty cổ phần Gò Sành"),
        ("Lực lượng Vệ binh Quốc gia (LVQ) rút quân. Lực lượng này có 300 người.", "Lực lượng này", "Lực lượng Vệ binh Quốc gia"),
        ("Nhóm phiến quân Maroka rút. Từ đó nhóm Maroka bắt 12 người.", "Maroka", "Nhóm phiến quân Maroka"),
        ("Bão đổ bộ vào bang Texas. Bang này cần 125 tỷ USD.", "Bang này", "bang Texas"),
    ],
)
def test_what_is_told_again_is_told_of_the_whole_name(text: str, printed: str, full: str) -> None:
    assert full_of(text, printed) == full


@pytest.mark.parametrize(
    ("text", "no_body"),
    [
        ("Vụ nổ ở Quảng trường Độc lập khiến 5 người bị thương.", "trường Độc"),
        ("Số lượt khám chữa bệnh (KCB) là 30 triệu. KCB đã giảm 6 triệu lượt.", "KCB"),
        ("Màn hình LCD giảm giá 30%. LCD đã bán 40 triệu chiếc.", "LCD"),
        ("Các ngân hàng thương mại cổ phần có 30 chi nhánh.", "ngân hàng thương mại cổ phần"),
        ("Hệ thống đài truyền thanh cơ sở phát 30 bản tin.", "đài truyền thanh cơ sở"),
        ("Đường Hoàng Cầu - Voi Phục dài 2 km.", "Cầu - Voi Phục"),
        ("Công ty TNHH Hải Long họp. Các trường đã tuyển 300 học sinh.", "trường"),
        ("Theo khoản 2 Bộ luật Lao động, mức phạt là 12 tháng lương.", "Bộ luật Lao"),
        ("Kỳ họp Quốc hội Báo cáo với cử tri, Quốc hội thông qua 12 luật.", "Quốc hội Báo"),
        ("Anh Long về công tác năm 2009. CSGT Long từng bị 2 người hành hung.", "CSGT Long"),
        ("Lực lượng cảnh sát giao thông tổ chức 187 ca tuần tra.", "Lực lượng cảnh sát giao thông"),
        ("Bức ảnh của bà xã Vương Hà nhận được 15.000 lượt thích.", "xã Vương Hà"),
        ("Phó Giám đốc Trung tâm Nguyễn Văn Minh cho biết có 30 lượt.", "Trung tâm Nguyễn Văn Minh"),
        ("Một Việt kiều Mỹ mất 1.600 USD, hai bé gái quốc tịch Mỹ mất 500 USD.", "Mỹ"),
        ("Chủ tịch Hồ Chí Minh và Hà Nội những ngày đầu.", "Hồ Chí Minh"),
        ("Quân đội đã rút 12 xe.", "Quân đội"),
        ("Ông Đoàn Văn Hải từ chức. Đoàn Văn Hải đã nghỉ 2 tháng.", "Đoàn Văn Hải"),
        ("Nhóm 1 có 12 em, nhóm A và B có 30 em.", "nhóm A và B"),
        ("Các bộ đã họp. Bộ đồ dùng học tập có 12 món.", "Bộ"),
        ("Cổ phần của Nguyễn Văn Long là 30%.", "Nguyễn Văn Long"),
    ],
)
def test_what_only_looks_like_a_body_is_none(text: str, no_body: str) -> None:
    assert no_body not in texts(text)
