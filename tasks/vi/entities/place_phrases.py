"""The phrase of a place or of what bears a number: `xã Nàn Sín`, `thôn Đoàn Kết 1`, `phường 11`."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.vi.entities.organisation_words import TextWords
from tasks.vi.gazetteer.organisation_heads import HeadWord
from tasks.vi.gazetteer.place_names import known_names, place_key
from tasks.vi.numbers.numbered_villages import ends_village_name, is_numbered_commune


class NounPhrase(NamedTuple):
    """A parsed phrase: words `first:last`, the chain of heads, the proper name, where its innermost place begins, whether plural."""

    first: int
    last: int
    heads: tuple[HeadWord, ...]
    name: str | None
    place_first: int | None
    is_plural: bool = False


# fmt: off
NUMBERED = frozenset({"thôn", "xóm", "ấp", "bản", "buôn", "bon", "làng", "khu phố", "tổ dân phố", "khóm", "khu dân cư", "tổ",
    "khu", "phường", "quận", "đội", "tdp", "trung đoàn", "sư đoàn", "lữ đoàn", "tiểu đoàn", "quân khu", "quân đoàn", "binh đoàn",
    "đồn biên phòng", "chi bộ", "đồn", "hải đội", "kiểm toán nhà nước khu vực"})
_COUNTED = frozenset({"hộ", "người", "đảng", "chi", "tỷ", "triệu", "nghìn", "ngàn", "ha", "em", "con", "đồng", "m2", "km",
    "năm", "tháng", "lần", "vụ"})
# fmt: on
# `khối Tân Tiến` is a village of a town, `toàn Khối` a body.
_NEED_NAME = frozenset({"khối"})
# A block of states, troops or offices, which is printed with the capital of a name: `Khối Liên minh châu Âu`, `khối Quân đội`.
_BLOCKS = frozenset({("liên", "minh"), ("liên", "hiệp"), ("quân", "đội"), ("quân", "sự"), ("văn", "phòng"), ("đồng", "minh"),
    ("cựu", "chiến"), ("công", "an"), ("công", "nghiệp"), ("nông", "nghiệp"), ("thương", "mại"), ("thị", "trường")})  # fmt: skip
_BLOCKS_ALONE = frozenset({"nato", "eu", "asean", "brics", "g7"})
_ABBREVIATED = frozenset({"tp", "tx", "tt"})
_ABBREVIATION_GAPS = frozenset({" ", ". ", "."})
# One capital for the level: `P. Bến Nghé`, `Q.1`, `H. Tây Giang`, `X. Chí Viễn`; any other name behind it is a person's.
_INITIALS = frozenset({"p", "q", "h", "x"})
_NUMBERED_INITIALS = frozenset({"p", "q"})
_INITIAL_GAPS = frozenset({". ", "."})
_NUMBER_NAME = re.compile(r"\d{1,3}[a-zđ]?")
_SPACE = frozenset({" "})


def read_place(words: TextWords, index: int, head: HeadWord, after: int) -> NounPhrase | None:
    """The place whose head stands at words `index:after`: `xã | Gia Tân 3`, `tp | . Huế`, `bản` alone."""
    if head.surface in _INITIALS:
        return _read_initial(words, index, head, after)
    gap = words.gap(after)
    if after < words.count and head.surface in NUMBERED and gap == " " and is_number_name(words, after):
        return NounPhrase(index, after + 1, (head,), words.span(after, after + 1), index)
    end = words.proper(after, _ABBREVIATION_GAPS if head.surface in _ABBREVIATED else _SPACE)
    if head.surface in _NEED_NAME and (end == after or _is_block(words, after)):
        return None
    if end == after:
        return (
            None
            if head.surface in _ABBREVIATED and not words.text[words.starts[index]].isupper()
            else NounPhrase(index, after, (head,), None, index)
        )
    name = words.span(after, end)
    if not is_name(words, index, name):
        return None
    if end == after + 1 and head.level != "village" and (rest := _second_word(words, after)) is not None:
        return NounPhrase(index, end + 1, (head,), rest, index)
    if _is_number_after(words, index, end) if head.level == "village" else head.level == "commune" and _is_commune(words, after, end):
        end += 1  # `thôn Đoàn Kết 1`, `xã Gia Tân 3`
    return NounPhrase(index, end, (head,), words.span(after, end), index)


def _is_block(words: TextWords, after: int) -> bool:
    return words.lows[after] in _BLOCKS_ALONE or tuple(words.lows[after : after + 2]) in _BLOCKS


def _read_initial(words: TextWords, index: int, head: HeadWord, after: int) -> NounPhrase | None:
    """`P. Bến Nghé`, `Q.1`: one capital with its stop, and a number or a name that exists."""
    if not words.is_capital(index) or words.gap(after) not in _INITIAL_GAPS or after >= words.count:
        return None
    if head.surface in _NUMBERED_INITIALS and is_number_name(words, after):
        return NounPhrase(index, after + 1, (head,), words.span(after, after + 1), index)
    end = words.proper(after, _INITIAL_GAPS)
    name = words.span(after, end) if end > after else ""
    return NounPhrase(index, end, (head,), name, index) if len(name) > 1 and place_key(name) in known_names() else None


def _second_word(words: TextWords, first: int) -> str | None:
    """`xã Thọ lộc` where the text prints `Thọ Lộc` as well: the name rightly spelt."""
    second = first + 1
    if second >= words.count or words.gap(second) != " " or not words.lows[second].isalpha() or words.is_capital(second):
        return None
    name = f"{words.span(first, second)} {words.span(second, second + 1).capitalize()}"
    return name if place_key(name) in known_names() and name in words.text else None


def _is_commune(words: TextWords, after: int, end: int) -> bool:
    """Whether a number that follows is the last word of a commune's name."""
    if end >= words.count or words.gap(end) != " " or not words.lows[end].isdigit():
        return False
    return is_numbered_commune(words.span(after, end + 1))


def _is_number_after(words: TextWords, index: int, end: int) -> bool:
    if end >= words.count or len(words.lows[end]) > 2 or not words.lows[end].isdigit() or words.gap(end) != " ":
        return False
    stop = words.ends[end]
    return ends_village_name(words.text[words.starts[index] : words.starts[end]], words.text[stop : stop + 40].partition("\n")[0])


def is_name(words: TextWords, index: int, name: str) -> bool:
    """Not an abbreviation (`xã NTM`, `bản QPPL`), nor a heading all in capitals that is no place (`TỔ CHỨC CHÍNH TRỊ`)."""
    if not name.isupper() or place_key(name) in known_names():
        return True
    return (
        words.text[words.starts[index] : words.ends[index]].isupper()
        and words.lows[index] not in {"bản", "tổ", "xã", "khu", "đội"}
        and len(name) > 1
    )


def is_number_name(words: TextWords, index: int) -> bool:
    """`xóm 6`, `phường 11`, `tổ 2B`, but not `thôn 12 hộ` or `khu 2,5 ha`."""
    if _NUMBER_NAME.fullmatch(words.lows[index]) is None:
        return False
    end = words.ends[index]
    tail = words.text[end : end + 2]
    if tail[:1] == "%" or (tail[:1] in {",", ".", "/"} and tail[1:].isdigit()):
        return False
    return not (index + 1 < words.count and words.gap(index + 1) == " " and words.lows[index + 1] in _COUNTED)
