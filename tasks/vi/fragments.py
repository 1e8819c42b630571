"""Named fragments of words that patterns of `tasks/facts` are built from: function words, and words for persons and bodies."""

from __future__ import annotations

import re

from tasks.vi.word_set import word_set

# A person or group told of by a word instead of a name: `chị thu được 1,5 tấn`, `gia đình bán được 2 con`.
PEOPLE_TOLD_OF = re.compile(
    r"(?:^|[\s“\"(])(tôi|chị|anh|ông|bà|em|họ|chúng tôi|gia đình|cô|cháu|mình|vợ chồng|bà con|người dân|nhóm|đối tượng|bị cáo)\s"
)
# Arms of a committee: what they do is theirs, what is of the place is not.
ARMS = (
    "ủy ban kiểm tra", "uỷ ban kiểm tra", "ubkt", "ban tổ chức", "ban tuyên giáo", "ban dân vận", "ban thường vụ", "ban chấp hành",
    "thường trực", "văn phòng", "ban cán sự",
)  # fmt: skip
# Words that no name of a body holds: what comes after them is said of it.
NOT_IN_NAMES = word_set(
    """
    bằng bên bị bán biết cho chi chia còn cùng của do dự đã đang đến để được đóng đó đây gửi hay hiện họp hơn hoặc ký khi khoảng không
    là làm lên mà mua mới này nay nên nên ngoài nhưng nhập như nếu nộp ở phải qua rồi sau sẽ so tại theo thì tới trên trong trước từ vào vay
    và về vì với vừa xin yêu xuất xuống chiếm cần đề cũng đều
    """
)
