"""The author's name that stands inside the text: behind its last sentence, or above the captions printed below it."""

from __future__ import annotations

import re

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import has_surname, name_parts, parse_byline, said_once
from tasks.text.captions import shows_picture
from tasks.text.language import share_of_syllables
from tasks.text.phrases import Mark
from tasks.vi.gazetteer.place_names import place_key, province_names
from tasks.vi.text.fold import fold_text

ABOVE_CAPTIONS = "above_captions"
ENDS_PAGE = "ends_page"
"""The rules of such a name."""
_MOST_CAPTIONS = 8
_SHORTEST_CAPTION, _LONGEST_CAPTION = 3, 45
"""Words."""
_FEWEST_ABOVE = 2
"""Full sentences of a text above its author's name."""
_LONGEST_NAME = 4
_FILM_GAP = 2
_CLOSED = '.!?…”")'
_MOST_POINTERS = 2
_REACH = 110
"""Characters at the end of a text in which its last sentence must have ended."""
_STOP = re.compile(r"(?P<word>[^\s(\[“]*[.!?…”\"])[”\"’)\]]*(?:/\.)?\s+(?=\S)")
_SHORT = re.compile(r"(?:(?:[A-ZĐ]\.)*[A-ZĐ]|TP|Tp|TX|Tx|TT|St|PGS|GS|TS|Ts|Th\.?[Ss]|THS|BS|Bs|KS|Ks|LS|CN|NCS|NS[NƯ][DT]|Mrs?|Ms|Dr)\.$")
"""A word that a stop shortens."""
_INITIALS = re.compile(r"(?!P\.?V$)(?:[A-ZĐÂÔƠƯ][a-z]?(?:\.\s?[A-ZĐÂÔƠƯ])?\.|[A-Z][’'])\s?[^\W\d_]+$")
"""`H.Nga`, `M. Hà`, `Q.D`, `K' Mai`; P.V stands for any reporter."""
_SIGN_BEHIND = re.compile(r"\([A-ZĐ][\w+.\- ]{1,24}\)$")
"""An agency behind a name: "Lò Tủa (TTXVN)"."""
_TAKEN_FROM = re.compile(r"(?<=\w)\s*[,–-]?\s*\(?\b[Tt]heo\s.*$")
# Papers and closing words in the form of a name.
_UNSIGNED = frozenset({
    "bao moi", "bong da", "cong an", "cong an nhan dan", "cong ly", "cong thuong", "dan sinh", "dan tri", "dan viet",
    "dat viet", "dien anh", "doanh nhan", "doi song", "gia dinh", "giao thong", "ha noi moi",
    "hai quan", "hoa hoc tro", "kham pha", "kien thuc", "lao dong",
    "ngoi sao", "nguoi dua tin", "nhan dan", "nong nghiep", "phap luat", "phu nu", "quan doi nhan dan", "sai gon giai phong",
    "sinh vien", "suu tam", "tan hoa xa", "thanh nien", "the gioi tre", "thuong hieu", "tien phong", "tong hop", "tri thuc",
    "tri thuc tre", "tuoi tre", "xin cam on", "tran trong", "than ai", "xem them",
})  # fmt: skip


def glued_author(text: str) -> str | None:
    """The author that a last paragraph ends with, after its last sentence.

    >>> glued_author("Nghị quyết đã đề ra. Thái Tân/KD&PL"), glued_author("Bà con rất vui. Bài và ảnh: Lò Tủa")
    ('Thái Tân', 'Lò Tủa')
    >>> glued_author("Bà con rất vui. Nông Thị Mị - Lò Tủa"), glued_author("Bà con rất vui. Lò Tủa Lò Tủa")
    ('Nông Thị Mị - Lò Tủa', 'Lò Tủa')
    >>> glued_author("Bà con rất vui. CTV Lò Tủa/Đài HN"), glued_author("Bà con rất vui. Theo Lò Tủa/Báo HN")
    ('Lò Tủa', None)
    >>> glued_author("Bà con rất vui. H.Nga"), glued_author("Bà con đến chợ Nà Phạ (TP. Hoài Ân")
    ('H.Nga', None)
    >>> glued_author("Bà con rất vui. Ảnh: Đài HN. Yến Mây"), glued_author("Bà con hỏi ông Yến Mây")
    ('Yến Mây', None)
    """
    found = _behind_last_stop(text[-_REACH:])
    if found is None:
        return None
    tail, ended = found
    bare = _TAKEN_FROM.sub("", tail.partition("/")[0]).strip(" ()-–")
    byline = parse_byline(bare, fold_text(bare)) if bare else None
    if byline is None:
        return None
    if byline.rule == "byline:labelled":
        return byline.author
    name = said_once(byline.author or "")
    parts = name_parts(name)
    if byline.rule != "byline:name" or not parts or fold_text(name) in _UNSIGNED:
        return None
    if ended and all(_INITIALS.match(part) or _is_pen_name(part) for part in parts):
        return name
    if not all(2 <= len(part.split()) <= 4 for part in parts):
        return None
    signed = bare != tail or name != tail or _SIGN_BEHIND.search(tail) is not None
    return name if signed or any(map(has_surname, parts)) else None


def _behind_last_stop(text: str) -> tuple[str, bool] | None:
    """What stands behind the last sentence, and whether that ended with a stop and not with a quotation alone."""
    for stop in reversed(list(_STOP.finditer(text))):
        behind = text[stop.end() :]
        if behind.count(")") > behind.count("(") or _SHORT.match(stop.group("word")):
            continue  # `… (Theo PL TP. HCM)`, `M. Hà`
        return behind.strip(), any(sign in ".!?…" for sign in stop.group().rstrip())
    return None


def _is_pen_name(part: str) -> bool:
    """Two or three Vietnamese words, no province: what a signature of its own looks like whose first word is no surname."""
    return 2 <= len(part.split()) <= 3 and share_of_syllables(fold_text(part)) == 1 and place_key(part) not in province_names()


def name_above_captions(lines: list[Line], marks: list[Mark | None], core: list[int]) -> int | None:
    """The position of a name below the text with nothing but captions under it.

    A wider gap than between paragraphs stands below the name, or each line below it says what is seen. Above the name a sentence
    ends, or stands the headline of another article that the page points to, or of a film: then the gap is of two lines.
    """
    last = core[-1]
    below: list[Line] = []
    above = len(core)
    for index in range(last - 1, max(core[0], last - 2 * _MOST_CAPTIONS), -1):
        line, under = lines[index], lines[index + 1]
        above -= index + 1 == core[above - 1]
        if marks[index + 1] is None:
            below.append(under)
            if above < _FEWEST_ABOVE or len(below) > min(_MOST_CAPTIONS, above) or under.words > _LONGEST_CAPTION:
                return None  # nor would a line further up do
        if line.shape is Shape.PROSE or line.words < 2:
            continue
        if not below:
            if _is_signature(line, marks[index]):
                return None
            continue
        over = lines[index - 1]
        if any(_is_cell(lines[position], marks[position]) for position in range(index - 1, last + 1) if position != index):
            continue
        gap, usual = below[-1].number - line.end_number, line.number - over.end_number
        if over.text[-1] not in _CLOSED and gap < usual + _FILM_GAP and not over.folded.startswith("xem them"):
            continue
        stands_so = gap > usual or all(one.text[-1] not in ".!?…" and shows_picture(one) for one in below)
        if stands_so and _is_signature(line, marks[index]):
            return index
    return None


def name_ending_page(lines: list[Line], marks: list[Mark | None], last: int) -> int | None:
    """The position of a name on the last line of a page that has only a pointer or an address between it and the text."""
    end = len(lines) - 1
    if not last + 1 < end <= last + 1 + _MOST_POINTERS or not all(marks[last + 1 : end]):
        return None
    return end if _is_signature(lines[end], marks[end]) else None


def _is_cell(line: Line, mark: Mark | None) -> bool:
    """A cell or row of a table, which may hold names too."""
    if mark is not None and mark.kind != "residue":
        return mark.kind == "table"
    return line.words < _SHORTEST_CAPTION and line.text[-1] != "."


def _is_signature(line: Line, mark: Mark | None) -> bool:
    """One or more full names, whatever is said in brackets behind them."""
    if mark is not None or line.heading or line.words < 2:
        return False
    byline = parse_byline(line.text, line.folded)
    if byline is None or byline.rule != "byline:name" or byline.author is None:
        return False
    parts = name_parts(byline.author)
    return place_key(byline.author) not in province_names() and all(
        _INITIALS.match(part) or (1 < len(part.split()) <= _LONGEST_NAME and share_of_syllables(fold_text(part)) == 1) for part in parts
    )
