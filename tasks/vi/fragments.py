"""Named fragments of words that patterns of `tasks/facts` are built from: function words, and words for persons and bodies."""

from __future__ import annotations

import re

# A person or group told of by a word instead of a name: `chị thu được 1,5 tấn`, `gia đình bán được 2 con`.
PEOPLE_TOLD_OF = re.compile(
    r"(?:^|[\s“\"(])(tôi|chị|anh|ông|bà|em|họ|chúng tôi|gia đình|cô|cháu|mình|vợ chồng|bà con|người dân|nhóm|đối tượng|bị cáo)\s"
)
# Arms of a committee: what they do is theirs, what is of the place is not.
ARMS = (
    "ủy ban kiểm tra", "uỷ ban kiểm tra", "ubkt", "ban tổ chức", "ban tuyên giáo", "ban dân vận", "ban thường vụ", "ban chấp hành",
    "thường trực", "văn phòng", "ban cán sự",
)  # fmt: skip
