"""Named fragments of words that patterns of `tasks/facts` are built from: function words, and words for persons and bodies."""

from __future__ import annotations

import re

from tasks.vi.text.word_set import word_set

# What joins two things, a subject to what it is, or a deed to what was done.
AND, WITH, IS, DONE, BUT = " và ", " với ", " là ", " đã ", " nhưng "
RESPECTIVELY = "lần lượt"
MOST, OF_WHICH, STILL = "nhất", "trong đó", "còn "
# What stands between those something is done to and who does it.
GETS = " được "
# What ends the words that set a name apart: `riêng | xã A`, `thấp nhất là | xã A`.
ENDS_OF_SETTING_APART = ("riêng ", "đó ", "đó, ", "là ", "ở ", "tại ", "với ", "bàn ", "về ", "riêng: ", "là: ", "còn ")
# What stands before the name of a people.
PEOPLE = "dân tộc "
# A person or group told of by a word instead of a name: `chị thu được 1,5 tấn`, `gia đình bán được 2 con`.
PEOPLE_TOLD_OF = re.compile(
    r"[\s“\"(](tôi|chị|anh|ông|bà|em|họ|chúng tôi|gia đình|cô|cháu|mình|vợ chồng|bà con|người dân|nhóm|đối tượng|bị cáo)\s"
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
    "BLHS", "BLDS", "BLTTHS", "BLTTDS",
})  # fmt: skip
# What is said of things that are called by letters or a name, not of a body: `màn hình LCD`, `cổ phiếu DCM`, `vàng SJC`.
NO_BODY_IS_CALLED = frozenset({
    "màn hình", "cổ phiếu", "mã", "thuế", "tên lửa", "hệ thống", "công nghệ", "dự án", "chương trình", "chỉ số", "tập trận", "giải", "cúp",
    "danh hiệu", "virus", "khí", "mạng", "chuẩn", "luật", "phim", "hiệp định", "hiệp ước", "hội nghị", "diễn đàn", "vàng", "máy bay", "xe",
    "điện thoại", "thẻ", "chứng chỉ", "sàn", "vệ tinh", "tàu", "ứng dụng", "phần mềm", "phương pháp", "mô hình", "hình thức", "kháng sinh",
    "vaccine", "vắc-xin", "mẫu", "dòng", "đồng", "loại", "súng", "nghệ sĩ", "ca sĩ", "diễn viên", "nsưt", "nsnd",
})  # fmt: skip
_NAME = r"((?:[A-Z][\w&]*)(?:[ -][A-Z][\w&]*){0,2})"
# What is called a company: `hãng xe Toyota`, `chuỗi Lotteria`.
MAKERS = ("hãng", "nhà sản xuất", "chuỗi", "nhà mạng", "nhà bán lẻ")
OF_MAKERS = re.compile(
    rf"\b(?:{'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in MAKERS)})(?: (?:hàng không|xe|xe hơi|ôtô|ô tô|công nghệ|"
    r"điện thoại|viễn thông|bán lẻ|dược phẩm|dược|bia|sữa|thời trang|bảo mật|phim|smartphone|điện tử|siêu thị|cửa hàng|nhà hàng|"
    r"giá rẻ)){0,2} " + _NAME + r"(?!\w)"
)  # fmt: skip
# Whose something is, and what only companies have: `doanh thu | của Vinamilk`.
OF_OWNERS = re.compile(r" của " + _NAME + r"(?!\w)")
OWNED_BY_COMPANIES = re.compile(
    r"\b(?:[Dd]oanh thu|[Ll]ợi nhuận|[Dd]oanh số|[Cc]ổ phiếu|[Cc]ổ phần|[Cc]ổ đông|[Tt]hị phần|[Vv]ốn hóa|[Vv]ốn điều lệ|[Nn]ợ xấu|"
    r"[Kk]ết quả kinh doanh|[Đđ]ại hội đồng cổ đông|[Tt]hương hiệu)(?: [a-zà-ỹđ]+){0,3}\Z"
)
