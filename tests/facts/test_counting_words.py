"""Number words that state a counted result, and look-alikes that refer back, introduce somebody or are an article."""

from __future__ import annotations

import pytest
from extracted import figures

CASES: list[tuple[str, list[str]]] = [
    # a list that goes on after digits
    ("Công an thu giữ 2 kg ma túy, 1 khẩu súng và một chiếc xe máy.", ["2", "1", "một"]),
    ("Công an thu giữ một khẩu súng, một con dao và một chiếc xe máy.", []),
    ("Năm nay có một chủ vườn góp 25 triệu đồng, 3 chủ vườn góp 30 triệu đồng.", ["một", "25 triệu", "3", "30 triệu"]),
    ("Sáng 10/6 vừa rồi, một cây sâm được bán.", []),
    ("Vụ cháy khiến một nam và một nữ bị bỏng nặng.", ["một", "một"]),
    ("Ngọn lửa thiêu rụi hai xe máy và một ô tô.", ["hai", "một"]),
    ("Họ giơ hai túi, một túi xin, một túi cho.", ["hai"]),
    ("Hai đối tượng trên khai nhận hành vi.", []),
    ("Hai người trên tàu mất tích.", ["Hai"]),
    # what became of them
    ("Ba em bơi được vào bờ, bốn em còn lại bị đuối nước.", ["Ba", "bốn"]),
    ("Hai tỉnh còn lại là Hòa Bình và Sơn La.", []),
    ("Nghi phạm đâm chết hai người.", ["hai"]),
    ("Hai mẹ con thương vong sau va chạm.", ["Hai"]),
    ("Hai mẹ con ra đồng từ sớm.", []),
    ("Hai vợ chồng bị sát hại trong đêm.", ["Hai"]),
    ("Hai vợ chồng ông Tư ra đồng.", []),
    ("Trò chuyện hợp ý nhau, hai người hẹn hò.", []),
    # how many there are
    ("Cả nước có một bác sĩ trên 10.000 dân.", ["một"]),
    ("Nhà trường chỉ được biên chế hai người làm việc này.", ["hai"]),
    ("Học sinh được uống sữa, mỗi lần một hộp.", ["một"]),
    ("Gia đình nghèo có ba anh em đang đi học.", ["ba"]),
    ("Khi ba anh em về, trời đã tối.", []),
    ("Quy hoạch gồm bốn huyện Đồng Văn, Mèo Vạc, Yên Minh và Quản Bạ.", ["bốn"]),
    ("Vùng vải thuộc hai xã Quang Hưng và Bát Trang.", []),
    ("Dự án có 20.000 lao động, trong đó một nửa là người trong tỉnh.", ["20.000", "một nửa"]),
    ("Đối tượng bắn hai phát súng, tại hiện trường có ba vỏ đạn.", ["hai", "ba"]),
    ("Giữ quyền công tố là hai Kiểm sát viên tỉnh Hòa Bình.", ["hai"]),
    ("Lễ dâng hương ở Ba Đình, chín GV mầm non dự.", ["chín"]),
    ('Hai " hiệp sĩ " tử vong là người miền xuôi.', ["Hai"]),
    ("Cả hai nạn nhân bị lửa thiêu đều đã tử vong, cả hai nạn nhân đều trú tại xã.", ["hai"]),
    # how often
    ("Tài sản qua năm lần đấu giá, trong năm qua không ai mua.", ["năm"]),
    ("Ít nhất một lần hai cán bộ phải kiểm tra, một lần nữa vắng.", ["một", "hai"]),
    ("Bà đã trải qua hai lần phẫu thuật.", ["hai"]),
    ("Quân ta ba lần đánh thắng quân xâm lược.", ["ba"]),
    ("Cả hai lần anh đều trượt, lần thứ hai trượt đau.", []),
    ("Sau hai lần đổ vỡ, chị sống một mình.", []),
    ("Chị năm lần bảy lượt xin việc, phải một lần nữa làm lại.", []),
    # how long
    ("Mưa kéo dài ba ngày, quốc lộ kẹt xe hơn một giờ.", ["ba", "một"]),
    ("Công chức nghỉ việc một tuần, em bé mất tích hai ngày.", ["một", "hai"]),
    ("Ngọn lửa bùng phát được khoảng một giờ, ông làm chỉ khoảng một giờ.", ["một", "một"]),
    ("Tàu hoạt động được một năm, chị mang thai được hai tháng.", []),
    ("Sau hai ngày tìm kiếm, ba ngày nay trời vẫn mưa.", []),
    ("Đó là một năm khó khăn, mất ba ngày nữa mới xong.", []),
    # a part of a whole
    ("Hai trong số năm nạn nhân đã tử vong.", ["Hai trong số năm"]),
    ("Cảnh sát bắt ba trong số 5 nghi phạm.", ["ba trong số 5"]),
    ("Một trong hai nạn nhân kể lại.", []),
    ("Lũ lụt xảy ra hai trong năm qua.", []),
    ("Hư hỏng tập trung ở 2 trong hơn 70 cơ sở đóng tàu.", ["2 trong hơn 70"]),
    # somebody who is brought in, and nobody at all
    ("Người đi đường phát hiện một người đàn ông ngồi gục.", []),
    ("Bộ Công an đã tổ chức một tổ công tác vào cuộc.", []),
    ("Đêm qua xảy ra một vụ tai nạn làm hai người chết.", ["hai"]),
    ("Chưa có một trường hợp nào tử vong, không hề có 1 bé nào giúp.", []),
    ("Công an điều tra vụ một người đàn ông chết.", []),
    ("Nạn nhân bị một đối tượng chém tử vong.", []),
    ("Anh đi môtô ba bánh, xe bảy chỗ chở năm người.", ["năm"]),
    ("Giữa hai cơ quan có quy chế phối hợp.", []),
    ("Tôi coi đó như 1 trải nghiệm và 1 bài học quý.", []),
    # one quantity in several units, a range over its unit
    ("Tổng số vàng là 27 chỉ, 9 phân, 6 ly.", ["27 chỉ, 9 phân, 6 ly"]),
    ("Tội này bị phạt tù từ 6 tháng đến 3 năm.", ["6 tháng đến 3"]),
    ("Việc chuẩn bị mất khoảng 30 phút đến 1 tiếng.", ["30 phút đến 1"]),
    ("Tài sản trị giá từ 2.000.000 đồng đến dưới 50.000.000 đồng.", ["2.000.000 đồng đến dưới 50.000.000"]),
]


@pytest.mark.parametrize(("text", "spans"), CASES, ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_words_that_count(text: str, spans: list[str]) -> None:
    assert [one.span_text for one in figures(text)] == spans


def test_people_of_the_title_are_told_again_in_the_text() -> None:
    text = "Theo công an, hai học sinh lớp 9 của Trường THCS Phổ Văn, huyện Đức Phổ bị sóng cuốn ra xa."
    assert [one.span_text for one in figures(text, title="2 học sinh bị sóng biển cuốn")] == ["2", "hai"]
