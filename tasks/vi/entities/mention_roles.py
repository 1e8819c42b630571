"""What part a mention of a body or place plays in its sentence, read from the words beside it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tasks.vi.entities.organisation_words import TextWords

Role = Literal["subject", "at", "of", "by", "title", "within", "list", "mention"]

# fmt: off
VERBS = frozenset({
    "đã", "có", "được", "đang", "sẽ", "còn", "luôn", "cũng", "là", "hiện", "tiếp", "tập", "phấn", "đạt", "chỉ", "không", "vẫn",
    "bị", "cần", "phải", "xác",
    "huy", "thực", "triển", "kết", "chưa", "mới", "hỗ", "phát", "ban", "xây", "thu", "giải", "tổ", "đều", "tiến", "mở", "duy",
    "đứng", "phối", "lãnh", "đẩy",
    "chú", "quan", "nhận", "chiếm", "thành", "tăng", "giảm", "vượt", "hoàn", "ghi", "xảy", "trồng", "đầu", "giới", "thường",
    "coi", "chuyển", "lập", "tách",
    "kiểm", "xử", "đề", "đưa", "từng", "ước", "gồm", "bố", "công", "vận", "tạo", "thống", "nâng", "hướng", "kịp", "chủ",
    "thuộc", "nằm", "khai", "phê", "báo",
    "thi", "khen", "trao", "tặng", "bầu", "tuyên", "rà", "sắp", "quản", "sản", "cấp", "giao", "cử", "tuyển", "đào", "bắt",
    "khởi", "điều", "phá", "kỷ", "giám", "khiển", "cách", "tham", "trích", "rút", "bê", "cứng", "lại", "đóng", "góp", "quyên",
    "gieo", "nộp", "chi", "miễn", "đỡ", "tiết",
})
_POSTS = frozenset({
    "bí thư", "chủ tịch", "phó trưởng", "trưởng ban", "trưởng phòng", "trưởng đoàn", "trưởng khoa", "giám đốc", "ủy viên",
    "hiệu trưởng", "hiệu phó", "chánh án",
    "văn phòng", "thư ký", "chủ nhiệm", "viện trưởng", "cục trưởng", "bộ trưởng", "thứ trưởng", "thủ tướng", "đội trưởng",
    "chuyên viên", 
    "lãnh đạo", "đại diện", "thường trực", "phó ban", "chuyên trách", "chính ủy", "tư lệnh", "hội trưởng", "chỉ huy",
    "thường vụ", "chi cục", 
    "nguyên trưởng", "tịch tt",
})
_AT = frozenset({"tại", "ở", "trong", "về", "khắp", "từ", "đến", "riêng", "với", "theo", "tới", "quanh"})
_AT_PAIRS = frozenset({"địa bàn", "phạm vi", "khu vực", "đối với", "bàn toàn"})
_OF = frozenset({"của", "thuộc", "cho"})
_OF_PAIRS = frozenset({"nhân dân", "người dân", "đồng bào", "nông dân", "phụ nữ", "cán bộ", "hội viên", "đoàn viên", "thanh niên",
    "dân tộc", "dtts", "hộ dân", "đảng viên", "công chức", "viên chức", "chủ chốt"})
_BY = frozenset({"do", "được", "bị", "bởi"})
_BY_PAIRS = frozenset({"chỉ tiêu", "kế hoạch"})
_GIVES = frozenset({"giao", "cấp", "hỗ", "bố", "tặng", "phê", "trao", "tổ", "quản", "làm", "phát", "ban", "công", "chủ", "đầu",
    "thực", "quy", "đặt", "xây"})
_COUNTS = frozenset({"số", "một", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "vài", "mấy", "thêm"})
_NONE = frozenset({"không còn", "không có", "chưa có"})
_PLURALS = frozenset({"các", "những", "mỗi", "từng", "nhiều", "mọi"})
_PLURAL_PAIRS = frozenset({"một số", "hầu hết", "đa số", "các chi", "những chi"})
_LEVELS = frozenset({"tỉnh", "huyện", "xã", "cơ", "trên", "dưới", "thành"})
_OPENERS = frozenset({"và", "mà", "thì", "nên", "khi", "nếu", "như", "riêng", "nhờ", "nay", "qua", "đó", "này", "hiện", "vậy",
    "trên", "đây", "hện"})
# fmt: on


class Beside(NamedTuple):
    """The words beside a phrase: the word before when only a space lies between, the two before, what lies between, the word after."""

    before: str
    pair: str
    gap: str
    after: str

    @property
    def has_verb(self) -> bool:
        """Whether a verb follows, as after a subject."""
        return self.after in VERBS


def words_beside(words: TextWords, first: int, last: int) -> Beside:
    """The neighbours of the words `first:last`."""
    gap = words.gap(first) if first else ""
    adjacent = first > 0 and gap.strip(" ") == ""
    before = words.lows[first - 1] if adjacent else ""
    pair = f"{words.lows[first - 2]} {before}" if adjacent and first > 1 and words.gap(first - 1) == " " else before
    if gap in {", ", ","} and first > 1 and words.gap(first - 1) == " ":
        pair = f"{words.lows[first - 2]} {words.lows[first - 1]}"
        if first > 2 and words.lows[first - 3] == "ban":
            pair = f"ban {pair}"  # `của Ban Bí thư, Huyện ủy A đã`: a body, not the post of a person
    after = words.lows[last] if last < words.count and words.gap(last) == " " else _after_bracket(words, last)
    if after == "cấp" and last + 1 < words.count and words.lows[last + 1] in _LEVELS:
        after = "cấp huyện"  # `HĐND cấp huyện`: of a level, not what it issues
    return Beside(before, pair, gap, after)


def _after_bracket(words: TextWords, last: int) -> str:
    """The word after a short bracket: `Đảng bộ huyện Đăk Glei (Kon Tum) | đã kết nạp`."""
    if words.gap(last) != " (":
        return ""
    closed = next((at for at in range(last + 1, min(last + 6, words.count)) if words.gap(at).startswith(")")), None)
    return words.lows[closed] if closed is not None and words.gap(closed) == ") " else ""


def is_counted(beside: Beside) -> bool:
    """Whether it is a counted thing: `12 chi bộ`, `100% thôn`, `số xã`, `không còn xã`."""
    if beside.gap.strip() == "%" or beside.before[:1].isdigit():
        return len(beside.before) != 4 or not beside.before.isdigit()
    if beside.gap == ", " and beside.pair.endswith(" chi"):
        return True  # `24 chi, đảng bộ`
    return beside.before in _COUNTS or beside.pair in _NONE


def is_plural(beside: Beside) -> bool:
    """Whether words such as `các`, `mỗi`, `một số` stand before it."""
    return beside.before in _PLURALS or beside.pair in _PLURAL_PAIRS or (beside.gap == ", " and beside.pair in _PLURAL_PAIRS)


def role_of(beside: Beside, *, at_start: bool) -> Role:
    """The role, from the neighbours.

    >>> role_of(Beside("của", "viên của", " ", "đã"), at_start=False), role_of(Beside("", "", ", ", "đã"), at_start=False)
    ('of', 'subject')
    >>> role_of(Beside("thư", "bí thư", " ", "cho"), at_start=False)
    'title'
    """
    before, pair, gap, after = beside
    if at_start:
        return "subject"
    if before:
        role = _role_after_word(before, pair, after)
        if role is not None:
            return role
        return "subject" if beside.has_verb or before in _OPENERS or before[:1].isdigit() else "mention"
    if gap == ", " and pair in _POSTS:
        return "title"
    if gap == ", " and not beside.has_verb and not after:
        return "list"
    return "subject"


def _role_after_word(before: str, pair: str, after: str) -> Role | None:
    if pair in _POSTS or before == "trưởng":
        return "title"
    if before in _AT or pair in _AT_PAIRS:
        return "at"
    if before == "do" and after == "quản":
        return "of"  # `di tích do tỉnh quản lý`
    if (before in _BY and (after in _GIVES or after not in VERBS)) or pair in _BY_PAIRS:
        return "by"
    if before == "đưa":
        return "mention"  # `các tiêu chí đưa thôn A đạt chuẩn`
    if before in _OF or pair in _OF_PAIRS or before in _OF_PAIRS:
        return "of"
    return None
