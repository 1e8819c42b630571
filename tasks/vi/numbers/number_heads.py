"""Numbers that are told by the word before them: `thôn 3`, `Điều 21`, `khóa 12`, `ngày 5`, `năm 2020`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tasks.vi.numbers.context import MAGNITUDE_WORDS, OPENERS, QUALIFIERS, Site, is_counted
from tasks.vi.numbers.day_words import match_day_month
from tasks.vi.numbers.noun_words import is_noun
from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.word_set import phrase_set, word_set

Judgement = tuple[str, str, int]
HEAD_COLUMNS = ("surface", "kind", "guard", "example", "expected")

_DISTRIBUTIVE = word_set("mỗi một hàng hằng từng các cả nhiều vài mấy những bình quân")
# "tổng số 73", "con số 500": the number is counted, not a name.
_SO_COUNTS = word_set(
    """
    tổng con trong trên một hơn đa phần dân chỉ hệ quân sĩ doanh điểm tỷ tỉ thông trị phân với bằng đạt có tham ẩn thiểu
    """
)
_SO_NAMED = phrase_set("giao thông, địa chỉ")
_SO_NAMES = word_set(
    """
    trường thpt thcs mầm non tiểu học tổ đội máy viện khu cầu lô án hiệu nhánh lượng cảng mỏ đường làng công trại ty nhà xưởng gói
    tuyến cơ sở hội phòng lớp bến
    """
)
_CONTACT = re.compile(r"(?:[ .\-–]{1,3}\d{2,}|/\d+){0,8}(?:[A-Z](?!\w))?")
_AGES = re.compile(r"(?:\s?[-–]\s?|\s(?:đến|tới)\s)\d{1,3}(?!\d|[.,]\d|\s?%)")
_RANK = re.compile(r"\s?/\s?\d{1,3}(?![\d/])")


class _Head(NamedTuple):
    """A word or phrase before a number.

    Attributes:
        kind: The disposition of the number after it.
        guard: `open` claims the number unless it counts what follows; `closed` claims it only where the phrase ends with
            it; `always` is closed, but claims one digit even before a counted thing (`giai đoạn 2 dự án`); `low` is closed, but
            claims up to twelve before any word that is no noun (`lớp 12 xếp loại giỏi`); `any` claims up to three digits whatever
            follows (`top 10 nước`); `none` is a longer phrase that claims
            nothing (`trung cấp 25` beside `cấp 3`).
    """

    kind: str
    guard: str


@cache
def _heads() -> dict[str, _Head]:
    return {row["surface"]: _Head(row["kind"], row["guard"]) for row in read_lexicon("number_heads", HEAD_COLUMNS)}


_SHORT_HEADS = word_set("đt ql tl km p q tx h")
# A ward or district by its number, printed with a blank: `P. 8`, `Q. 10`.
_SPACED_HEADS = word_set("p q kp")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CALENDAR = word_set("ngày tháng năm mùng mồng")


@cache
def _last_words() -> frozenset[str]:
    """The last words of heads. Most words before a number end no head at all: one look-up settles them."""
    return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in _heads()) | _CALENDAR | {"số"}


def judge_head(site: Site) -> Judgement | None:
    """What the words before make of the number at `site`; None when they say nothing."""
    if site.prefix.endswith(".") and (short := site.prefix.strip(".(")) in _SHORT_HEADS:
        return "name", f"head:{short}.", site.suffix_end
    if site.last.endswith(".") and not site.prefix and (short := site.last[:-1]) in _SPACED_HEADS and _is_capital_head(site):
        return "name", f"head:{short}.", site.suffix_end  # `P. 8`
    if site.last not in _last_words():
        return _judge_abbreviated(site) if site.last.endswith(")") else None
    *longer, last = site.phrases()
    for phrase in longer:
        head = _heads().get(phrase)
        if head is not None and not (head.guard == "none" and _is_titled(site, phrase)):
            return _judge_lexicon(site, phrase, head)
    if last in _CALENDAR:
        return _judge_calendar(site, last)
    if last == "số":
        return _judge_so(site)
    head = _heads().get(last)
    return None if head is None else _judge_lexicon(site, last, head)


def _is_titled(site: Site, phrase: str) -> bool:
    """Whether a phrase that claims nothing ends with the title of a document: `cùng với Kế hoạch 15`, `so với kế hoạch 15 của tỉnh`."""
    title = phrase.partition(" ")[2]
    while title and title not in _heads():
        title = title.partition(" ")[2]
    if not title or _heads()[title].kind != "document":
        return False
    near = site.near.rstrip()
    return site.next == "của" or (near[-len(title)].isupper() and not near.isupper())


def _is_capital_head(site: Site) -> bool:
    """Whether the abbreviation before is printed as one of a place, and the number is no figure."""
    head = site.near.rstrip()[-2 - (site.last == "kp.") :]
    return head[:1].isupper() and len(site.token) <= 2 and site.token.isdigit() and not site.after.startswith("%")


def is_ratio(site: Site) -> bool:
    """Whether a counted whole follows the number: `50/74 đảng viên`."""
    ratio = _OF_COUNTED.match(site.after)
    return ratio is not None and is_counted(ratio[1], f"{ratio[1]} {ratio[2]}")


def _judge_abbreviated(site: Site) -> Judgement | None:
    """`Nghị quyết (NQ) 28`: the head in brackets, as it will be shortened from there on."""
    short = site.last[:-1]
    head = _heads().get(short) if site.left[-1].startswith("(") else None
    return None if head is None else _judge_lexicon(site, short, head)


def is_head(word: str) -> bool:
    """Whether `word` alone names the number after it."""
    return word in _heads()


def head_kind(word: str) -> str:
    """The disposition of a number after the head `word`."""
    return _heads()[word].kind


def claims_numbers(word: str) -> bool:
    """Whether a number after `word` may be no figure: it ends a head, or makes a base of a rate of the number."""
    return word in _last_words() or word in ("mỗi", "cứ", "trên")


def has_open_head(site: Site) -> bool:
    """Whether the word before claims any number: `thôn 3 không còn hộ nghèo`."""
    head = _heads().get(site.last)
    return head is not None and head.guard == "open"


def _judge_lexicon(site: Site, phrase: str, head: _Head) -> Judgement | None:
    """Open heads claim all but a counted thing; closed heads claim only what the next word closes."""
    token = site.token
    if len(token) <= _CLAIMED.get(head.guard, 0) and token.isdigit() and site.next not in _GOES_ON_AS_NUMBER:
        return head.kind, f"head:{phrase}", site.end
    if head.guard != "none" and is_two_names(token) and site.closes():
        return head.kind, f"head:{phrase}", site.end
    if head.guard == "none" or "," in token or site.next == "%" or (site.next in MAGNITUDE_WORDS and not site.next_is_capital):
        return None
    if phrase == "điều" and site.word(3) in ("khoản", "điểm") and token.isdigit():
        return head.kind, f"head:{phrase}", site.end  # `Khoản 2 Điều 21 tôi đồng tình`
    length = len(phrase.split())
    is_number_of = site.word(length + 1) == "số" and site.word(length + 2) != "dân"  # `dân số quận 2` is that of a district
    if site.prefix.strip(OPENERS) not in ("", "(", ":") or is_number_of:
        return None
    if head.kind == "person_age" and site.word(2)[-1:].isdigit():
        return None  # `15 cụ 80 tuổi 14 cụ 85 tuổi`
    if head.kind == "contact":
        return None if site.counts() else (head.kind, f"head:{phrase}", _extend_contact(site))
    if head.kind == "document" and is_ratio(site):
        return None  # `kết luận 50/74 đảng viên`
    if head.kind == "document" and (of_year := _OF_YEAR.match(site.text, site.end)):
        return head.kind, f"head:{phrase}", of_year.end()  # `Thông tư 15/2007 hướng dẫn`
    day = match_day_month(site)
    if day and (phrase == "đợt" or (head.kind == "name" and site.after.lstrip()[:1] == "/")):
        return head.kind, f"head:{phrase}", day
    if len(token) == 4 and token.isdigit() and head.kind in ("name", "document", "period", "ordinal") and 1900 <= int(token) <= 2099:
        return ("date", "bare_year", site.end) if site.closes() else None
    grouped = "." in token and head.kind not in ("name", "code")
    if grouped or (head.guard in _CLOSED and len(token) > 4) or (site.counts() and not _is_area_of(site)):
        return None
    if head.guard in _CLOSED and not (site.closes() or _SMALLER_AREA.match(site.after) or (head.guard == "low" and _is_low(site))):
        return None
    if head.kind == "ordinal":
        return head.kind, f"head:{phrase}", _extend_rank(site)
    if head.kind == "person_age" and (ages := _AGES.match(site.text, site.end)):
        return head.kind, f"head:{phrase}", ages.end()
    return head.kind, f"head:{phrase}", site.suffix_end


def _is_low(site: Site) -> bool:
    """Whether the number is one of a small scale, before a word that is no noun: `lớp 12 các môn`, but `lớp 12 học viên`."""
    at = site.end + len(site.after) - len(site.after.lstrip())
    return site.token.isdigit() and int(site.token) <= _LOW and not is_noun(site.text, at) and site.next not in _GOES_ON_AS_NUMBER


_LOW = 12
# How many digits a guard claims whatever follows.
_CLAIMED = {"always": 1, "any": 3}
_CLOSED = frozenset({"closed", "always", "low"})
_GOES_ON_AS_NUMBER = frozenset({"%", "-", "–", "/", "năm", "tháng"})
# `mức độ 1,2`, `tổ dân phố 55,56`: two names without a blank between.
_TWO_NAMES = re.compile(r"(\d{1,3}),(\d{1,3})")
_OF_YEAR = re.compile(r"[/-](?:19|20)\d\d(?!\d)")
_OF_COUNTED = re.compile(r"/\d{1,4}\s+(\w+)(?:\s(\w+))?")
# `chi bộ 5 tổ chức sinh hoạt`: the verb.
_ORGANISES = re.compile(
    r"\s*tổ chức (?:[“\"]|sinh hoạt|hội nghị|học|lễ|đại hội|kết nạp|ra quân|họp|cho|buổi|cuộc|thăm|triển khai|quán triệt"
    r"|phát mại|đấu giá|tuyên truyền|tổng kết|khai mạc)\b"
)


# `Trung tâm số 1 tỉnh A`: a place with its name, not places that are counted.
_LIES_IN = re.compile(r"\s(?:xã|phường|huyện|quận|tỉnh|thị xã|thị trấn|thành phố)\s(\w)")


def is_two_names(token: str) -> bool:
    """Whether a token is two numbers of a list without its blank: `tổ 55,56`, `thửa số 158, 214,215`."""
    two = _TWO_NAMES.fullmatch(token)
    return two is not None and int(two[2]) == int(two[1]) + 1


def lies_in(site: Site) -> bool:
    """Whether the name of an administrative unit follows: `khu phố 4 phường Bình An`."""
    place = _LIES_IN.match(site.after)
    return place is not None and place[1].isupper()


_SMALLER_AREA = re.compile(r"\s*(?:ấp|khóm|khu phố|thôn|xóm|buôn|tổ dân phố)\s+[^\W_a-zà-ỹđ]")


def _is_area_of(site: Site) -> bool:
    """`thôn 3 xã X`, `tổ 5 phường Y`: what follows is where it lies or what it does, not what is counted."""
    if _ORGANISES.match(site.after) or _SMALLER_AREA.match(site.after) or lies_in(site):
        return True
    return site.next in ("xã", "huyện", "phường", "tỉnh", "thị", "cán", "chi", "đồng", "điểm") and not site.after[:12].endswith("chí")


def _extend_rank(site: Site) -> int:
    """`thứ 31/224`: a rank among so many."""
    match = _RANK.match(site.text, site.end)
    return match.end() if match else site.end


def _extend_contact(site: Site) -> int:
    """A telephone number runs on over blanks, dots and dashes; a house number over a slash and a letter."""
    match = _CONTACT.match(site.text, site.end)
    return match.end() if match else site.end


def _judge_so(site: Site) -> Judgement | None:
    """`số 12`: a document, a named thing, a house, or number one."""
    before = site.word(2)
    if before in _SO_COUNTS and not site.left[-1].startswith("(") and f"{site.word(3)} {before}" not in _SO_NAMED:
        return None
    counts = site.counts() and not lies_in(site)
    if counts or site.next == "%" or not site.text[site.start : site.end].isdigit():
        return None
    for back in (3, 2):
        phrase = " ".join(site.word(place) for place in range(back, 1, -1))
        head = _heads().get(phrase)
        if head is not None:
            kind = "name" if head.guard == "none" else head.kind  # `bộ phận số 3`: what claims no number has numbered things
            return kind, f"number_of:{phrase}", site.end
    if before in _SO_NAMES or before == "thông":
        return "name", "number_of_name", site.end
    if site.next_is_capital or site.next in ("đường", "phố", "ngõ", ","):
        return "contact", "street_number", site.end
    return "ordinal", "number_one", site.end


def _judge_calendar(site: Site, last: str) -> Judgement | None:
    """`ngày 5`, `ngày 20-4`, `tháng 6`, `năm 2020`; but `mỗi năm 25 hộ`, `một ngày 3 lần`."""
    token = site.text[site.start : site.end]
    if site.word(2) in _DISTRIBUTIVE and (site.counts() or not (site.closes() or _YEAR.fullmatch(token))):
        return None
    if site.next in ("%", "triệu", "tỷ", "tỉ", "nghìn") and site.next_is_capital is False and len(token) != 4:
        return None
    if last == "năm":
        if token.isdigit() and (len(token) == 4 or (len(token) == 2 and site.closes() and int(token) > 30)):
            return "date", "year", site.end
        return None
    day_month = match_day_month(site)
    if day_month:
        return "date", "day_month", day_month
    limit = 12 if last == "tháng" else 31
    if token.isdigit() and int(token) <= limit and not site.counts():
        return "date", "month" if last == "tháng" else "day", site.end
    return None


def is_qualified(site: Site) -> bool:
    """Whether a word before marks the number as a quantity."""
    return site.last in QUALIFIERS
