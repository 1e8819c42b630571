"""The head words of bodies and places among the words of a text, and the proper names that follow."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from tasks.vi.gazetteer.organisation_heads import Heads, HeadWord, openings, organisation_lexicon
from tasks.vi.gazetteer.place_names import known_names, place_key, unmarked_name
from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.spelling import one_spelling
from tasks.vi.text.words import Words

MAX_NAME_WORDS = 4
# What may stand between the words of a name that is known as a whole.
_JOINTS = frozenset({"", "&", "-", "–"})


@cache
def surnames() -> frozenset[str]:
    """Surnames in one spelling, to tell `Huyện ủy | Nguyễn Bá Út` from `Huyện ủy Hòa Bình`."""
    return frozenset(one_spelling(row["surface"]) for row in read_lexicon("surnames", ("surface", "example", "source")))


_POST = re.compile(
    r"(?<!\w)(?:bí\s+thư|chủ\s+tịch|trưởng|phó|thống\s+đốc|giám\s+đốc|ủy\s+viên|đồng\s+chí|đ/c|chánh|thư\s+ký|chủ\s+nhiệm|cán\s+bộ|chuyên\s+viên)(?!\w)[^.;:\n]{0,80}$"
)
# fmt: off
_NEVER_NAME = frozenset({"đảng", "khóa", "nhiệm", "lần", "năm", "tháng", "ngày", "quý", "ông", "bà", "anh", "chị", "đồng",
                         "tại", "theo", "trong", "từ", "đến", "kiêm"})
# Words of a level that begin the next name even with a capital: `THÔN PÁ CHÍ | XÃ THANH LONG`.
_NEXT_LEVEL = frozenset({"xã", "huyện", "tỉnh", "phường", "quận"})
# Pairs of which a head is one half: đại hội, trụ sở, văn bản, bản cam kết, tổ chức, xã hội, quân đội.
_BEFORE_HALF = {
    "hội": {"đại", "xã", "quốc", "lễ", "vũ", "cơ", "dạ", "hiệp"}, "sở": {"trụ", "cơ", "xứ"}, "bản": {"văn", "cơ", "kịch", "xuất",
    "phiên", "biên", "căn", "nhật"},
    "đội": {"quân", "bộ", "toàn"}, "tổ": {"giỗ", "quốc"}, "viện": {"thư"}, "đoàn": {"tập", "đại", "binh", "hợp"}, "bộ": {"cán",
    "đảng", "chi", "nội", "toàn", "cục"},
    "ban": {"cơ", "tây"}, "bang": {"liên"}, "xã": {"thị", "hợp", "tác", "xóm", "làng", "bà", "ông"}, "phòng": {"quốc", "biên", "đề", "dự"},
    "trường": {"thị", "môi", "lập", "hiện", "nông", "lâm", "quảng", "nghị", "công", "thao", "chiến", "hội", "phim", "kịch", "thương",
    "ngư", "đô"}, "quỹ": set(),
    "cầu": {"yêu", "nhu", "toàn", "địa", "thỉnh", "bóng", "đá", "khẩn", "đề"}, "chợ": {"hội"}, "cảng": {"hồng"},
    "cục": {"chi"}, "quân khu": set(), "khu": set(), "thường trực": {"thư", "tịch", "trưởng"}, "thôn": {"nông"}, "làng": {"dân"},
}
_AFTER_HALF = {
    "xã": {"hội", "viên", "tắc", "đoàn", "giao"}, "bản": {"cam", "sắc", "thân", "lĩnh", "tin", "đồ", "quyền", "thảo", "án",
    "chất", "đăng", "kế", "luận", "vẽ", "mẫu", "sao"},
    "tổ": {"chức", "quốc", "ấm", "trưởng", "tiên", "liên", "công", "hợp", "tự", "phó"}, "tỉnh": {"táo", "ngộ", "lộ"}, "buôn":
    {"bán", "lậu"}, "khu": {"kinh", "chế", "bảo", "di", "tái", "nhà", "nghỉ", "vực", "công", "dân", "đô", "du"},
    "đội": {"ngũ", "viên", "tuyển", "trưởng", "hình"}, "làng": {"xóm", "nghề"}, "ấp": {"ủ"}, "đảng ủy": {"viên"}, "thành ủy":
    {"viên"}, "huyện ủy": {"viên"}, "quận ủy": {"viên"},
    "tỉnh ủy": {"viên"}, "chi ủy": {"viên"}, "cấp ủy": {"viên"}, "quận": {"công"}, "công an": {"viên"}, "thành phố": set(),
    "bộ": {"luật", "phim", "máy", "ảnh", "sưu", "lạc"},
    "khối": {"lượng", "thi", "cơ", "các", "doanh", "đảng", "dân", "mặt", "đoàn", "nội", "nhà", "trường", "tài", "tư", "kinh", "vận",
    "ccq", "cq", "dn", "tiểu", "trung", "mầm", "học", "thcs", "thpt", "hành", "sự"},
    "phường": {"hội"}, "thôn": {"quê"}, "đài": {"loan", "bắc", "tưởng"}, "nhà nước": {"hồi"}, "cầu": {"thủ", "lông", "truyền"},
}
# fmt: on


class TextWords(Words):
    """The words of one text with the lexicon of bodies and places at hand."""

    __slots__ = ("heads", "name_words")

    def __init__(self, words: Words) -> None:
        self.text, self.low = words.text, words.low
        self.starts, self.ends, self.lows, self.count = words.starts, words.ends, words.lows, words.count
        self.has_odd, self.has_other_digits = words.has_odd, words.has_other_digits
        self.heads, self.name_words = organisation_lexicon()

    def openings(self) -> list[int]:
        """Indexes of the words at which a phrase can begin: a head, or `toàn`, `cả` before one.

        >>> TextWords(Words("Tổ chức của chi bộ, đảng bỗ xã, Đảng bỗ xã")).openings()
        [0, 3, 4, 5, 7, 8, 10]
        """
        lows, followed, last = self.lows, openings(), self.count - 1
        found: list[int] = []
        for index in self.among(followed):
            following = followed[lows[index]]
            if following is None or (index < last and lows[index + 1] in following):
                found.append(index)
        return found

    def capitals(self, firsts: Container[str]) -> list[int]:
        """Indexes of the words that begin with a capital and are one of `firsts`, or have an apostrophe."""
        text, starts = self.text, self.starts
        found = self.among(firsts)
        if self.has_odd:
            found = sorted({*found, *(index for index, word in enumerate(self.lows) if not word.isalnum())})
        return [index for index in found if text[starts[index]].isupper()]

    def head_at(self, index: int) -> tuple[HeadWord, int] | None:
        """The longest head that begins at word `index`, and the index after it."""
        if index >= self.count or (heads := self.heads.get(self.lows[index])) is None:
            return None
        lows, second = self.lows, index + 1
        if second < self.count and (longer := heads.longer.get(lows[second])) is not None:
            for parts, head in longer:
                after = second + len(parts)
                if (after == second + 1 or lows[second:after] == parts) and self.together(index, after):
                    return None if self.is_half(index, after, head.surface) else (head, after)
        if heads.alone is not None:
            return None if self.is_half(index, second, heads.alone.surface) else (heads.alone, second)
        return self.misprinted_head(index, heads) if heads.misprints else None

    def follow(self, index: int, parts: tuple[str, ...]) -> bool:
        """Whether exactly these words begin at `index`, joined by spaces, dashes or `&`."""
        after = index + len(parts)
        return tuple(self.lows[index:after]) == parts and all(self.gap(at).strip(" ") in _JOINTS for at in range(index + 1, after))

    def is_half(self, index: int, after: int, surface: str) -> bool:
        """Whether the head is half of another word: `đại | hội`, `xã | hội`."""
        if index and self.lows[index - 1] in _BEFORE_HALF.get(surface, ()) and self.gap(index) == " ":
            return True
        return (
            after < len(self.lows)
            and self.lows[after] in _AFTER_HALF.get(surface, ())
            and self.gap(after) == " "
            and not self.is_known(after)
        )

    def is_known(self, index: int) -> bool:
        """Whether a known place name of two words begins here: `xã | Hội Sơn` is a commune, `XÃ | HỘI` is not."""
        return index + 2 <= len(self.lows) and self.is_capital(index) and place_key(self.span(index, index + 2)) in known_names()

    def misprinted_head(self, index: int, heads: Heads) -> tuple[HeadWord, int] | None:
        """`Đảng bỗ xã …`: a head with wrong marks on its second word, straight before a place."""
        lows = self.lows
        if index + 2 >= len(lows) or not self.is_capital(index) or self.gap(index + 1) != " ":
            return None
        head = heads.misprints.get(unmarked_name(lows[index + 1]))
        place = self.heads.get(lows[index + 2])
        if head is None or place is None or place.alone is None or place.alone.kind != "place":
            return None
        return head, index + 2

    def proper(self, index: int, gaps: frozenset[str] = frozenset({" "})) -> int:
        """Index after the run of capitalised words, a person's name cut off: `Tỉnh ủy Kiên Giang | Nguyễn Thanh Nghị`.

        `gaps` may stand before the first word.
        """
        lows, end = self.lows, index
        while end < len(lows) and end - index < MAX_NAME_WORDS + 4:
            gap = self.gap(end)
            if end == index:
                joined = gap in gaps
            else:
                joined = gap == " " or (gap in {"-", " - ", "–", " – "} and end - index <= 2 and self.head_at(end) is None)
            if not joined or not (self.is_capital(end) or (end > index and lows[end].isdigit() and len(lows[end]) == 1)):
                break
            if end > index and lows[end] in _NEXT_LEVEL and end + 1 < len(lows) and self.is_capital(end + 1):
                break
            if lows[end] in _NEVER_NAME and not self.is_known(end) and not (end > index and self.is_known(end - 1)):
                whole = end + 2 if end > index and end + 1 < len(lows) else end
                if place_key(self.span(index, whole)) not in known_names():
                    break  # `quận Hai Bà Trưng` is one name
            end += 1
        return self.cut(index, end)

    def cut(self, index: int, end: int) -> int:
        """Where a run of capitalised words stops being the name of a place."""
        lows = self.lows
        if end - index < 2:
            return end
        known = known_names()
        for stop in range(min(end, index + MAX_NAME_WORDS), index + 1, -1):
            if place_key(self.span(index, stop)) in known:
                return stop
        if (
            len(place_key(self.span(index, index + 1))) > 2
            and place_key(self.span(index, index + 1)) in known
            and lows[index + 1] in surnames()
        ):
            return index + 1
        names = surnames()
        for at in range(index, end):
            tail = end - at
            if (
                lows[at] in names
                and (tail >= 3 or (tail == 2 and at > index))
                and (at > index + 1 or (at == index and self.is_post(index)))
            ):
                return at
        return min(end, index + MAX_NAME_WORDS)

    def is_post(self, index: int) -> bool:
        """Whether a post stands shortly before, so that a name after the body is a person's."""
        before = self.low[max(0, self.starts[index] - 90) : self.starts[index]]
        return _POST.search(before) is not None
