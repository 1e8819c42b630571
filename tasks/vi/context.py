"""What stands beside a number: the words before and after it, and what they say of it."""

from __future__ import annotations

import re

from tasks.vi.word_set import word_set

OPENERS = "(\"“”‘'[«*"
_NEXT_WORD = re.compile(r"\s*([^\W_]+|[^\w\s])")
_SUFFIX = re.compile(r"[a-eA-EĐ](?!\w)")
_CUT = 48

# Nouns that are counted straight after a numeral; a numeral before one of these is no name and no list number.
COUNTED = word_set(
    """
    người hộ em cháu đồng đảng học sinh cán bộ đoàn hội viên trẻ bé nhân khẩu lao công ca vụ trường trạm chi tổ đội lượt lần con cây
    căn ngôi nhà chiếc xe tàu cuộc buổi lớp bài bản cuốn quyển suất phần dự mô điểm giải huy bằng giấy đơn doanh cơ tập gia cá bị
    thành vị ủy nữ nam phụ thanh thiếu cựu hồ văn tiêu chỉ mục mặt km m ha kg tấn tạ m2 m3 km2 mét mẫu sào lít usd vnđ vnd đ euro bác
    y giáo sản thôn xóm làng buôn đại quần hạng nội nhiệm ý tỉnh huyện xã phường thị chục trăm nghìn ngàn vạn triệu tỷ tỉ % trâu bò
    lợn gà vịt bao thùng chai cái tin chương
    """
)
# Words that close a name, a code or a date: what follows speaks of it, it does not count.
CLOSERS = word_set(
    """
    của về ngày tháng năm do và đến tới khóa khoá trong từ gắn là được bị thực ban đã đang sẽ có cho theo tại ở với để khi nhưng thì
    mà vì nên này đó trên qua vào gồm như hay hoặc quy cũng vừa đề nêu nhằm tiếp xã huyện tỉnh phường thị quận thành tp đạt vẫn không
    phải cùng sau trước đều nói khẳng yêu toàn dự nhiệm giai giữa bằng tăng giảm so chỉ lên xuống bộ luật nghị tiến bắt giúp đi khu
    thuộc nay hiện ước còn cơ bàn mới chưa đối chính trở lại tổ sản xuất phát kỷ kết cao thấp vượt khoảng rằng ngoài gây làm hoàn qui
    """
)
MAGNITUDE_WORDS = word_set("chục trăm nghìn ngàn vạn triệu tỷ tỉ")
QUALIFIERS = word_set("hơn gần khoảng trên dưới chừng ngót xấp ước đạt có tới còn được với gồm")


class Site:
    """The surroundings of `text[start:end]` within its line.

    Attributes:
        token: The numeral itself.
        left: The last words before, in lower case, nearest last; a word keeps the mark that ends it (`thôn,`).
        prefix: What stands before without a space (`ql` of `QL14`, `(` of `(5%)`), in lower case.
        next: The next word in lower case, or the next punctuation mark, or empty at the end of the line.
        next_is_capital: Whether the next word begins with a capital.
        near: The text of the line just before, as printed, the prefix included.
        after: The text of the line just after, as printed.
        suffix_end: The end with the letter that belongs to the number (`30a`, `12A`), else `end`.
    """

    __slots__ = ("after", "end", "left", "near", "next", "next_is_capital", "prefix", "start", "suffix_end", "text", "token")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.token = text[start:end]
        low = start - _CUT if start > _CUT else 0
        near = text[low:start]
        near = near[near.rfind("\n") + 1 :]
        self.near = near
        lower = near.lower()
        words = (lower.replace(":", ": ") if ":" in lower else lower).split()
        self.prefix = words.pop() if near and not near[-1].isspace() and near[-1] != ":" else ""
        self.left = words
        after = text[end : end + _CUT]
        line_end = after.find("\n")
        self.after = after = after if line_end < 0 else after[:line_end]
        suffix = _SUFFIX.match(after)
        self.suffix_end = end + 1 if suffix else end
        match = _NEXT_WORD.match(after, 1 if suffix else 0)
        word = match[1] if match else ""
        self.next = word.lower()
        self.next_is_capital = word[:1].isupper()

    def word(self, back: int) -> str:
        """The word `back` places before (1 is the nearest), without the bracket or quote that opens it."""
        return self.left[-back].lstrip(OPENERS) if len(self.left) >= back else ""

    def phrases(self) -> tuple[str, ...]:
        """The last three, two and one words before, longest first."""
        left = self.left
        if not left:
            return ()
        one = left[-1].lstrip(OPENERS)
        if len(left) == 1:
            return (one,)
        two = f"{left[-2].lstrip(OPENERS)} {left[-1]}"
        if len(left) == 2:
            return two, one
        return f"{left[-3].lstrip(OPENERS)} {left[-2]} {left[-1]}", two, one

    def counts(self) -> bool:
        """Whether the number counts what follows."""
        return self.next in COUNTED and not self.next_is_capital

    def closes(self) -> bool:
        """Whether the phrase that holds the number ends with it."""
        return not self.next or self.next_is_capital or self.next in CLOSERS or (not self.next.isalnum() and self.next != "%")

    def at_line_start(self) -> bool:
        """Whether only brackets stand before it in its line."""
        return not self.left and not self.prefix.strip("([ ") and (self.start < _CUT or "\n" in self.text[self.start - _CUT : self.start])
