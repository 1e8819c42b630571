"""Named fragments of words that patterns of `tasks/facts` are built from: function words, and words for persons and bodies."""

from __future__ import annotations

import re

from tasks.vi.text.word_set import word_set

# What joins two things, a subject to what it is, or a deed to what was done.
AND, WITH, IS, DONE = " và ", " với ", " là ", " đã "
MOST, OF_WHICH = "nhất", "trong đó"
# What stands before the name of a people.
PEOPLE = "dân tộc "
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
# Capital letters that stand for no body that acts: measures, programmes, schools, titles.
NO_BODIES = frozenset({
    "BĐS", "TPP", "CPTPP", "FTA", "EVFTA", "AFTA", "CCB", "ĐBQH",
    "GDP", "GRDP", "FDI", "ODA", "USD", "VND", "EUR", "BHYT", "BHXH", "BHTN", "NTM", "THCS", "THPT", "CNTT", "HIV", "AIDS",
    "COVID", "SARS", "CCHC", "TTHC", "DTTS", "KTXH", "QPAN", "CSGT", "HLV", "CLB", "NXB", "GPMB", "KCN", "KKT", "BCH", "BTV",
    "UBKT", "UBND", "HĐND", "MTTQ", "LHPN", "TNCS", "WTO", "VAT", "PCCC", "ATGT", "TNGT", "ANTT", "XDCB", "HTX", "TNHH", "BOT",
    "PPP", "CPI", "PCI", "ISO", "OCOP", "SXKD", "CBCC", "CCVC", "DVB", "TCVN", "MTQG", "XHCN", "CNXH", "NSND", "NSƯT", "PGS",
    "KTV", "ATM", "SMS", "GPS", "BKS", "BRT", "CMND", "CCCD", "CNH", "HĐH", "CNHHĐH", "PTTH", "TTXVN", "VOV", "VTV", "PHCN",
    "VSMT", "VSTP", "ATTP", "ATVSTP", "TAND", "VKSND", "GTNT", "GTVT", "KHCN", "NNPTNT", "TNMT", "TTATXH", "XKLĐ", "TDTT",
    "VHTT", "VHXH", "QĐND", "CAND", "NCT", "TNXP", "CBGV", "DN", "CSSX", "SVC", "VKS", "LLVT", "SARSCOV",
})  # fmt: skip
