"""The noun phrase of a body or place: `Ban Thường vụ Huyện ủy Hòa Bình`, `chi bộ xóm 6`, `huyện Đắk R'Lấp`.

A head word of `seeds/lexicon/organisations.csv`, then words of its own name, then a place or another body, then a proper name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tasks.vi.lexicon import read_lexicon
from tasks.vi.place_names import known_names, place_key
from tasks.vi.spelling import one_spelling

COLUMNS = ("surface", "kind", "level", "tail", "example", "expected", "source")


class Head(NamedTuple):
    """A head word: what kind of body it is, at which level, and what may follow it."""

    surface: str
    kind: str
    level: str
    tail: str


class Word(NamedTuple):
    """A word of the text: offsets, one spelling in lower case, whether its first letter is a capital."""

    start: int
    end: int
    low: str
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parsed phrase: words `first:last`, the chain of heads, the proper name and the words of its innermost place."""

    first: int
    last: int
    heads: tuple[Head, ...]
    name: str | None
    place_first: int | None
    is_plural: bool


# A short element with an apostrophe belongs to the word after it: R'Lấp, Đắk R’ Lấp, H'Drai.
_WORD = re.compile(r"(?:[^\W\d_]{1,2}['’‘`]\s?(?=[^\W_]))?[^\W_]+(?:['’‘`](?=[^\W\d_])[^\W_]+)*")
_NUMBERED = frozenset(
    [
        "thôn",
        "xóm",
        "ấp",
        "bản",
        "buôn",
        "bon",
        "làng",
        "khu phố",
        "tổ dân phố",
        "khóm",
        "khu dân cư",
        "tổ",
        "khu",
        "phường",
        "quận",
        "đội",
        "tdp",
    ]
)
_ABBREVIATED = frozenset(["tp", "tx", "tt", "t"])
_PLURALS = frozenset(["các", "những", "mỗi", "từng", "nhiều", "mọi", "một số", "số", "hầu hết"])
_CONNECTORS = frozenset(["và"])
MAX_NAME_WORDS = 4


class Lexicon(NamedTuple):
    """Heads and name words by their first word, longest first."""

    heads: dict[str, tuple[tuple[tuple[str, ...], Head], ...]]
    name_words: dict[str, tuple[tuple[str, ...], ...]]


@cache
def organisation_lexicon() -> Lexicon:
    """Reads `seeds/lexicon/organisations.csv` once."""
    heads: dict[str, list[tuple[tuple[str, ...], Head]]] = {}
    words: dict[str, list[tuple[str, ...]]] = {}
    for row in read_lexicon("organisations", COLUMNS):
        parts = tuple(one_spelling(row["surface"]).split())
        if row["kind"] == "name_word":
            words.setdefault(parts[0], []).append(parts)
        else:
            heads.setdefault(parts[0], []).append((parts, Head(" ".join(parts), row["kind"], row["level"], row["tail"])))
    return Lexicon(
        {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in heads.items()},
        {first: tuple(sorted(found, key=len, reverse=True)) for first, found in words.items()},
    )


@cache
def surnames() -> frozenset[str]:
    """Surnames in one spelling, to tell `Huyện ủy | Nguyễn Bá Út` from `Huyện ủy Hòa Bình`."""
    return frozenset(one_spelling(row["surface"]) for row in read_lexicon("surnames", ("surface", "example", "source")))


class PhraseReader:
    """The words of one text and the phrases that begin at them."""

    def __init__(self, text: str) -> None:
        self.text, self.low = text, one_spelling(text)
        low = self.low
        self.words = [Word(m.start(), m.end(), low[m.start() : m.end()], m[0][0].isupper()) for m in _WORD.finditer(text)]
        self.lexicon = organisation_lexicon()

    def word_at(self, offset: int) -> int:
        """Index of the first word that begins at or after `offset`."""
        return bisect_left(self.words, (offset,))

    def gap(self, index: int) -> str:
        """What stands between word `index - 1` and word `index`; a full stop at the ends of the text."""
        if not 0 < index < len(self.words):
            return "."
        return self.text[self.words[index - 1].end : self.words[index].start]

    def head_at(self, index: int) -> tuple[Head, int] | None:
        """The longest head that begins at word `index`, and the index after it."""
        if index >= len(self.words):
            return None
        for parts, head in self.lexicon.heads.get(self.words[index].low, ()):
            if self.follow(index, parts):
                return head, index + len(parts)
        return None

    def follow(self, index: int, parts: tuple[str, ...]) -> bool:
        words = self.words
        if index + len(parts) > len(words):
            return False
        for offset in range(1, len(parts)):
            if words[index + offset].low != parts[offset] or self.gap(index + offset).strip(" ") not in {"", "."}:
                return False
        return True

    def read(self, index: int) -> Phrase | None:
        """The phrase that begins at word `index` with a head, or with `toàn` or `cả` before one."""
        start = index
        found = self.head_at(index)
        if found is None:
            if self.words[index].low not in {"toàn", "cả"} or self.gap(index + 1) != " " or (found := self.head_at(index + 1)) is None:
                return None
            start = index + 1
        phrase = self.read_head(start, found, 0)
        if phrase is None:
            return None
        return Phrase(index, phrase.last, phrase.heads, phrase.name, phrase.place_first, phrase.is_plural)

    def read_head(self, index: int, found: tuple[Head, int], depth: int) -> Phrase | None:
        head, after = found
        capital = self.words[index].is_capital
        if head.kind == "place":
            return self.read_place(index, head, after)
        if head.tail == "none":
            return Phrase(index, after, (head,), None, None, False)
        if (
            head.tail == "strict"
            and not capital
            and not (after < len(self.words) and self.words[after].is_capital and self.gap(after) == " ")
        ):
            return None
        own = self.own_name(after) if head.tail in {"name", "strict"} else after
        if head.tail == "strict" and own == after and self.inner(after, depth) is None:
            return None
        return self.with_inner(index, head, own, own > after, depth)

    def with_inner(self, index: int, head: Head, after: int, has_own: bool, depth: int) -> Phrase:
        """The phrase with the place, body or proper name that follows the head and its own words."""
        own = self.text[self.words[index].start : self.words[after - 1].end] if has_own else None
        inner = self.inner(after, depth)
        if inner is not None:
            name = inner.name or (own if has_own and inner.place_first is None else None)
            return Phrase(index, inner.last, (head, *inner.heads), name, inner.place_first, inner.is_plural)
        end = self.proper(after) if not has_own else after
        name = self.text[self.words[after].start : self.words[end - 1].end] if end > after else own
        place = after if end > after and head.kind != "company" else None
        return Phrase(index, end, (head,), name, place, False)

    def inner(self, after: int, depth: int) -> Phrase | None:
        """A place or body straight after a head: `Đảng bộ | xã Nàn Sín`, `UBND | các xã`, `Chi bộ | Công an huyện`."""
        if depth > 3 or after >= len(self.words) or self.gap(after) not in {" ", ". "}:
            return None
        plural = self.words[after].low in {"các", "mỗi", "từng"}
        at = after + 1 if plural else after
        if plural and self.gap(at) != " ":
            return None
        if plural and at < len(self.words) and self.words[at].low in {"cấp", "ngành"}:
            return Phrase(after, at + 1, (), None, None, True)
        found = self.head_at(at)
        if found is None or (found[0].kind == "country" and found[0].tail == "none"):
            return None
        phrase = self.read_head(at, found, depth + 1)
        if phrase is None or (found[0].kind == "place" and phrase.name is None and not self.ends_well(phrase.last, found[0])):
            return None
        if plural:
            return Phrase(after, self.plural_end(phrase.last), phrase.heads, phrase.name, None, True)
        return phrase

    def plural_end(self, index: int) -> int:
        """`Đảng ủy các xã, thị trấn`: the list belongs to the phrase."""
        while index < len(self.words) and self.gap(index) in {", ", " "}:
            at = index + 1 if self.words[index].low == "và" else index
            found = self.head_at(at) if at < len(self.words) else None
            if found is None or found[0].kind != "place" or (at == index and self.gap(index) == " "):
                break
            index = found[1]
        return index

    def ends_well(self, index: int, head: Head) -> bool:
        """Whether a place word without a name is one: not `xã hội`, `bản cam kết`, `tổ chức`."""
        if head.level == "village" or head.surface in {"xã", "tt", "tp", "t"}:
            return self.gap(index).strip() != "" or index >= len(self.words) or self.words[index].low not in _NOT_AFTER_PLACE
        return True

    def read_place(self, index: int, head: Head, after: int) -> Phrase:
        if after < len(self.words) and head.surface in _NUMBERED and self.gap(after) == " " and self.is_number_name(after):
            end = after + 1
            return Phrase(index, end, (head,), self.text[self.words[after].start : self.words[end - 1].end], index, False)
        gap = self.gap(after)
        end = self.proper(after) if gap == " " or (gap in {". ", "."} and head.surface in _ABBREVIATED) else after
        name = self.text[self.words[after].start : self.words[end - 1].end] if end > after else None
        return Phrase(index, end, (head,), name, index, False)

    def is_number_name(self, index: int) -> bool:
        """`xóm 6`, `phường 11`, `tổ 2B`, but not `thôn 12 hộ` or `khu 2,5 ha`."""
        word = self.words[index]
        if not re.fullmatch(r"\d{1,3}[a-zđ]?", word.low) or self.text[word.end : word.end + 1] == "%":
            return False
        if self.text[word.end : word.end + 2].strip(" ")[:1] in {",", ".", "/"} and self.text[word.end + 1 : word.end + 2].isdigit():
            return False
        return not (index + 1 < len(self.words) and self.gap(index + 1) == " " and self.words[index + 1].low in _COUNTED)

    def own_name(self, index: int) -> int:
        """Index after the words of its own name: `Sở | Nông nghiệp và Phát triển nông thôn`, `Trường | THCS Lê Lợi`."""
        end = index
        while end < len(self.words):
            gap = self.gap(end)
            at = end
            if gap not in {" ", " - ", "-", " – ", " & ", ", ", ". "} or (gap in {", ", ". "} and end == index):
                break
            if self.words[at].low in _CONNECTORS and gap == " " and end > index:
                at += 1
            nxt = self.name_word_end(at)
            if nxt == at or (gap in {", ", ". "} and (self.head_at(at) is not None or self.words[at].is_capital is False)):
                break
            if gap == ". ":
                break
            end = nxt
        return end

    def name_word_end(self, index: int) -> int:
        if index >= len(self.words):
            return index
        word = self.words[index]
        head = self.head_at(index)
        for parts in self.lexicon.name_words.get(word.low, ()):
            if self.follow(index, parts) and (head is None or len(head[0].surface.split()) < len(parts) or head[0].kind != "place"):
                return index + len(parts)
        if head is not None and (head[0].kind == "place" or word.is_capital):
            return index
        if word.is_capital or (word.low.isdigit() and self.words[index - 1].low == "số"):
            return index + 1
        return index + 1 if word.low == "số" and index + 1 < len(self.words) and self.words[index + 1].low.isdigit() else index

    def proper(self, index: int) -> int:
        """Index after the run of capitalised words, a person's name cut off: `Tỉnh ủy Kiên Giang | Nguyễn Thanh Nghị`."""
        words, end = self.words, index
        while end < len(words) and end - index < MAX_NAME_WORDS + 4:
            gap = self.gap(end)
            joined = (
                gap == " "
                or (end == index and gap in {". ", "."})
                or (end > index and gap in {"-", " - ", "–", " – "} and end - index <= 2)
            )
            word = words[end]
            if (
                not joined
                or word.low in _NEVER_NAME
                or not (word.is_capital or (end > index and word.low.isdigit() and len(word.low) == 1))
            ):
                break
            if gap.strip() and end > index and self.head_at(end) is not None:
                break
            end += 1
        return self.cut(index, end)

    def cut(self, index: int, end: int) -> int:
        """Where a run of capitalised words stops being the name of a place."""
        words = self.words
        for at in range(index + 1, end):
            if (found := self.head_at(at)) and (found[0].kind != "place" or found[0].level in {"province", "city", "district"}):
                end = at
                break
        for stop in range(min(end, index + MAX_NAME_WORDS), index + 1, -1):
            if place_key(self.text[words[index].start : words[stop - 1].end]) in known_names():
                return stop
        names = surnames()
        for at in range(index, end):
            tail = end - at
            if words[at].low not in names or (words[at].low == "hồ" and at + 2 < end and words[at + 1].low == "chí"):
                continue
            if (
                (at == index and tail >= 3 and self.is_post(index))
                or (at > index and tail >= 3)
                or (at > index and tail == 2 and self.is_post(index))
            ):
                return at
        if end - index > MAX_NAME_WORDS:
            return index + MAX_NAME_WORDS
        return end

    def is_post(self, index: int) -> bool:
        """Whether a post stands shortly before, so that a name after the body is a person's."""
        before = self.low[max(0, self.words[index].start - 90) : self.words[index].start]
        return _POST.search(before) is not None


_POST = re.compile(
    r"(?<!\w)(?:bí\s+thư|chủ\s+tịch|trưởng|phó|giám\s+đốc|ủy\s+viên|đồng\s+chí|đ/c|hiệu\s+trưởng|chánh|thư\s+ký|chủ\s+nhiệm|viện\s+trưởng|cục\s+trưởng|đội\s+trưởng"
    r"|cán\s+bộ|chuyên\s+viên)(?!\w)[^.;:\n]{0,80}$"
)
_NEVER_NAME = frozenset(
    ["khóa", "khoá", "nhiệm", "lần", "năm", "tháng", "ngày", "quý", "ông", "bà", "anh", "chị", "đồng", "tại", "theo", "trong", "từ", "đến"]
)
_NOT_AFTER_PLACE = frozenset(
    [
        "hội",
        "viên",
        "chức",
        "quốc",
        "cam",
        "sắc",
        "thân",
        "lĩnh",
        "tin",
        "đồ",
        "quyền",
        "thảo",
        "án",
        "chất",
        "vực",
        "trường",
        "bán",
        "xóm",
        "làng",
        "đáo",
        "kế",
        "luận",
    ]
)
_COUNTED = frozenset(
    ["hộ", "người", "đảng", "chi", "tỷ", "tỉ", "triệu", "nghìn", "ngàn", "ha", "em", "con", "đồng", "m2", "km", "năm", "tháng", "lần", "vụ"]
)
