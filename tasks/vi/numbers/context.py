"""What stands beside a number: the words before and after it, and what they say of it."""

from __future__ import annotations

import re

from tasks.vi.text.word_set import phrase_set, word_set

OPENERS = "(\"“”‘'[«*"
_NEXT_WORD = re.compile(r"\s*([^\W_]+|[^\w\s])")
_SUFFIXES = frozenset("abcdeABCDEĐ")
_CUT = 48

# Nouns that are counted straight after a numeral; a numeral before one of these is no name and no list number.
COUNTED = word_set(
    """
    người hộ em cháu bé trẻ ca vụ trường lượt lần con căn ngôi chiếc cuộc buổi cuốn quyển suất bài huy giải m km ha kg tấn tạ m2 m3 km2
    mét mẫu sào lít usd vnđ vnd đ đồng euro xã thôn xóm bản làng buôn huyện tỉnh phường quận chục trăm nghìn ngàn vạn triệu tỷ tỉ % trâu
    bò lợn gà vịt bao thùng chai cái tin nhà xe tàu cây lớp đội đoàn nhóm mũi liều cặp bộ giáo máy tờ vé viên nữ nam khóm
    """
)
_COUNTED_PAIRS = phrase_set(
    """
    dự án, mô hình, thành viên, thành phố, đồng chí, đồng bào, học sinh, học viên, cán bộ, công trình, công dân, công nhân, công chức,
    tổ chức, tổ hợp, tổ dân, tổ công, tổ đảng, chi bộ, chi hội, chi đoàn, chi đội, chi, chi đảng, đại biểu, đảng viên, đảng bộ, đảng ủy,
    hội viên, hội nghị, nhân khẩu, lao động, trạm y, điểm cầu, điểm trường, điểm nóng, phần quà, phần trăm, bằng khen, giấy khen, giấy
    chứng, đơn vị, đơn thư, đơn tố, doanh nghiệp, cơ sở, cơ quan, tập thể, gia đình, cá nhân, cá thể, bị cáo, bị can, vị trí, ủy viên,
    uỷ viên, phụ nữ, thanh niên, thiếu niên, thiếu nhi, cựu chiến, hồ sơ, văn bản, văn phòng, tiêu chí, chỉ tiêu, mục tiêu, mặt hàng,
    bác sĩ, bác sỹ, y tá, y bác, sản phẩm, nội dung, nhiệm vụ, ý kiến, thị trấn, thị xã, quần chúng, hạng mục, chương trình, đối tượng,
    trung tâm, sinh viên, thương binh, liệt sĩ, liệt sỹ, nghi phạm, nạn nhân, bệnh nhân, bệnh viện, chiến sĩ, chiến sỹ, doanh nhân, hợp
    tác, khu dân, khu công, cụm công, nhà máy, tuyến đường, phương tiện, phòng học, tác phẩm, tiết mục, huy chương, thí sinh, ứng viên,
    đơn khiếu, khách hàng, cổ phiếu, tiểu ban, tổ được, tổ đạt, tổ có, tổ đã, tổ hội, khu phố
    """
)
# Words that close a name, a code or a date: what follows speaks of it, it does not count.
CLOSERS = word_set(
    """
    của về ngày tháng năm do và đến tới khóa khoá trong từ gắn là được bị thực ban đã đang sẽ có cho theo tại ở với để khi nhưng thì mà
    vì nên này đó trên qua vào gồm như hay hoặc quy cũng vừa đề nêu nhằm tiếp xã huyện tỉnh phường thị quận thành tp đạt vẫn không rất
    càng luôn thường lớn nhỏ mỗi nếu dù liên mất dài rộng đẹp phải cùng sau trước đều nói khẳng yêu toàn dự nhiệm giai giữa bằng tăng
    giảm so chỉ lên xuống bộ luật nghị tiến bắt giúp đi khu thuộc nay hiện ước còn cơ bàn mới chưa đối chính trở lại tổ sản xuất phát kỷ
    các xếp nghiêm hiến lợp lúc hồi hôm từng những khiến khắp
    kết cao thấp vượt khoảng rằng ngoài gây làm hoàn qui tối tổng trực quản lãnh tuyển vừa học nằm nối gặp phối tham sắp từng xin đoạn
    """
)
# Units that are also printed with a capital: `17 Km`.
# What makes `tỷ` the beginning of another word.
_NO_MAGNITUDE = (" lệ", " trọng", " suất", " số")
_UNITS = word_set("km kg ha km2 m2")
MAGNITUDE_WORDS = word_set("chục trăm nghìn ngàn vạn triệu tỷ tỉ")
QUALIFIERS = word_set("hơn gần khoảng trên dưới chừng ngót xấp ước đạt có tới còn được với gồm")


def is_counted(word: str, two: str) -> bool:
    """Whether a noun that is counted begins with `word`; `two` are the next two words.

    >>> is_counted("học", "học sinh"), is_counted("học", "học kỳ"), is_counted("hộ", "hộ nghèo")
    (True, False, True)
    """
    return word in COUNTED or two in _COUNTED_PAIRS


def counts_plainly(text: str, start: int, end: int) -> tuple[bool, str]:
    """Whether the numeral stands between blanks and a counted noun follows (`kết nạp 25 đảng viên`), and the word before it.

    What `Site` says of it, without making one: half of all numerals need no other look.

    >>> counts_plainly("kết nạp 25 đảng viên", 8, 10), counts_plainly("thôn 3 và", 5, 6)
    ((True, 'nạp'), (False, ''))
    """
    low = start - _CUT if start > _CUT else 0
    near = text[max(low, text.rfind("\n", low, start) + 1) : start]
    if not text.startswith(" ", end) or (near and not near[-1].isspace() and near[-1] != ":"):
        return False, ""
    after = _line_after(text, end)
    match = _NEXT_WORD.match(after)
    if match is None or match[1][0].isupper():
        return False, ""
    word = match[1].lower()
    if word not in COUNTED:
        second = _NEXT_WORD.match(after, match.end())
        if second is None or f"{word} {second[1].lower()}" not in _COUNTED_PAIRS:
            return False, ""
    words = near.replace(":", ": ").rsplit(None, 1)
    return True, words[-1].lower().lstrip(OPENERS) if words else ""


def _line_after(text: str, end: int) -> str:
    """The rest of the line, as far as one looks."""
    stop = text.find("\n", end, end + _CUT)
    return text[end : stop if stop >= 0 else end + _CUT]


class Site:
    """The surroundings of `text[start:end]` within its line.

    Attributes:
        token: The numeral itself.
        left: The last words before, in lower case, nearest last; a word keeps the mark that ends it (`thôn,`).
        last: The word before, without the bracket or quote that opens it.
        prefix: What stands before without a space (`ql` of `QL14`, `(` of `(5%)`), in lower case.
        next: The next word in lower case, or the next punctuation mark, or empty at the end of the line.
        next_is_capital: Whether the next word begins with a capital.
        near: The text of the line just before, as printed, the prefix included.
        after: The text of the line just after, as printed.
        suffix_end: The end with the letter that belongs to the number (`30a`, `12A`), else `end`.
    """

    __slots__ = (
        "_next_end", "after", "end", "last", "left", "near", "next", "next_is_capital", "prefix", "start", "suffix_end", "text", "token"
    )  # fmt: skip

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.token = text[start:end]
        low = start - _CUT if start > _CUT else 0
        self.near = near = text[max(low, text.rfind("\n", low, start) + 1) : start]
        lower = near.lower()
        words = (lower.replace(":", ": ") if ":" in lower else lower).split()
        self.prefix = words.pop() if near and not near[-1].isspace() and near[-1] != ":" else ""
        self.left = words
        self.last = words[-1].lstrip(OPENERS) if words else ""
        self.after = after = _line_after(text, end)
        suffix = after[:1] in _SUFFIXES and not (after[1:2].isalnum() or after[1:2] == "_")
        self.suffix_end = end + 1 if suffix else end
        match = _NEXT_WORD.match(after, 1 if suffix else 0)
        word = match[1] if match else ""
        self.next = word.lower()
        self._next_end = match.end() if match else 0
        self.next_is_capital = word[:1].isupper()

    def word(self, back: int) -> str:
        """The word `back` places before (1 is the nearest), without the bracket or quote that opens it."""
        return self.left[-back].lstrip(OPENERS) if len(self.left) >= back else ""

    def phrases(self) -> list[str]:
        """The last four, three, two and one words before, longest first."""
        found: list[str] = []
        phrase = ""
        for word in reversed(self.left[-4:]):
            found.append(f"{word.lstrip(OPENERS)} {phrase}".rstrip())
            phrase = f"{word} {phrase}".rstrip()
        found.reverse()
        return found

    def counts(self) -> bool:
        """Whether the number counts what follows."""
        if self.next_is_capital and self.next not in _UNITS and not self._stands_in_capitals():
            return False
        if self.next in ("tỷ", "tỉ") and self._next_two().endswith(_NO_MAGNITUDE):
            return False  # `đến 2030 tỷ lệ`
        if self.next == "tấn" and self._next_two() == "tấn công":
            return False  # `quân đoàn số 5 tấn công`
        return self.next in COUNTED or self._next_two() in _COUNTED_PAIRS

    def _stands_in_capitals(self) -> bool:
        """Whether the words on both sides are all in capitals, as in a headline (`KIỂM TRA 16 CHI BỘ`), of which none is a verb."""
        second = _NEXT_WORD.match(self.after, self._next_end)
        if self._next_two() == "tổ chức":
            return False  # `PHƯỜNG 12 TỔ CHỨC ĐẠI HỘI`
        return second is not None and second[1].isupper() and self.near.isupper() and self.after[: second.end()].isupper()

    def _next_two(self) -> str:
        second = _NEXT_WORD.match(self.after, self._next_end)
        return f"{self.next} {second[1].lower()}" if second else self.next

    def closes(self) -> bool:
        """Whether the phrase that holds the number ends with it."""
        return not self.next or self.next_is_capital or self.next in CLOSERS or (not self.next.isalnum() and self.next != "%")

    def at_line_start(self) -> bool:
        """Whether only brackets stand before it in its line."""
        return not self.left and not self.prefix.strip("([ ") and (self.start < _CUT or "\n" in self.text[self.start - _CUT : self.start])
