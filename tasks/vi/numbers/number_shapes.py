"""Numbers that are known by their printed form: dates, clock times, document codes, telephone numbers, number plates, URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.vi.text.word_set import on_one_line

_YEAR = r"(?:19|20)\d\d"
# A word with two capitals is an office or kind of document: TW, TTg, NĐ, QĐ, GPTTĐT.
_OFFICE = r"(?!TP\b|USD|VN[DĐ]|EUR|GDP|CP\b|ĐV)[A-ZĐƯ][a-zđ]?[A-ZĐƯ][A-Za-zĐđƯ]*\d*"
_DASH = r"\s?[-–—]\s?"

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_MONTH = f"(?:{'|'.join((*_MONTHS, *(month[:3] for month in _MONTHS), 'Sept'))})(?![a-z])"
_AFTER_MONTH = "|".join(rf"(?<={month}\s)" for name in _MONTHS for month in (name, name[:3], rf"{name[:3]}\.", name[:4]))

_SHAPE = on_one_line(
    rf"""
      (?P<document_code>(?:\d{{1,2}}\.\d{{3}}|\d{{1,6}})[a-zA-Z]?(?:/(?:{_YEAR}|\d\d))?(?:\s?[/]\s?|[-–]\s?|\s[-–])(?:{_OFFICE})
        (?:\s?[-–/]\s?[A-ZĐƯ]\w*(?:\.\w+)?){{0,4}}
        | \d{{1,6}}\s[-–]\s{_OFFICE}\s?/\s?[A-ZĐ]\w*
        | \d{{1,6}}\s{_OFFICE}\s?/\s?{_OFFICE}
        | \d{{1,6}}/{_YEAR}/[A-ZĐ]\w*(?:[-/]\w+){{0,4}})
    | (?P<date_full>\d{{1,2}}\s?(?P<mark>[/.\-–])\s?\d{{1,2}}\s?(?P=mark)\s?(?:\d{{4}}|\d{{2}})(?![\d]|[.,]\d) 
        | {_YEAR}-\d\d-\d\d(?!\d) | \d\d\s\d\d\s{_YEAR}(?!\d))
    | (?P<date_english>\d{{1,2}}(?:st|nd|rd|th)?(?:\s|-){_MONTH}\.?,?(?:\s|-){_YEAR}(?!\d)
        | (?:{_AFTER_MONTH})\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}(?!\d))
    | (?P<years>{_YEAR}(?:{_DASH}|/)(?:{_YEAR}|\d\d)(?![\d]|[.,/]\d))
    | (?P<date_month>\d{{1,2}}(?:{_DASH}\d{{1,2}})?\s?[/.\-–]\s?{_YEAR}(?![\d]|[.,]\d))
    | (?P<date_days>\d{{1,2}}(?:(?:{_DASH}|,\s|\svà\s|\s&\s)\d{{1,2}}){{1,6}}\s?[/]\s?\d{{1,2}}(?:/\d{{4}})?(?![\d]|[.,/%]\d|%))
    | (?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?!\d)(?:\s?['’])?
        | \d{{1,2}}\s?[hg]\s?\d\d(?:['’p]|ph)?(?!\w)
        | \d{{1,2}}h(?![\w/]) | \d{{1,2}}h[0-5]\s\d(?!\s?[\w%]|[.,]\d)
        | \d{{1,2}}\sh(?=,?\s(?:giờ|sáng|chiều|tối|trưa|đêm|ngày|hôm|cùng)(?!\w)|[,.:;)])
        | \d{{1,2}}g(?=,?\s(?:(?:sáng|chiều|tối|trưa|đêm|hôm|cùng)(?!\w)|ngày\s\d{{1,2}}[-/.]))
        | \d{{1,2}}\s?h?\s?[-–]\s?\d{{1,2}}\s?h(?![\w/])
        | \d{{1,2}}\s?giờ\s(?:kém\s)?\d{{1,2}}(?:\s?phút|(?=\s(?:sáng|chiều|tối|trưa|đêm|ngày|cùng))|(?!\s?[\w%.])))
    | (?P<clock_minutes>\d{{1,2}}\s?giờ\s[0-5]\d(?=\s[^\W\d]))
    | (?P<plate>\d\d\s?[A-Z]\s?\d?\s?[-–.]\s?(?:\d{{3}}\.?(?:\d\d|[xX]{{2}}|\.{{2,}})|\d{{4,5}})(?!\d))
    | (?P<telephone>0\d{{2,4}}\)?[ .\-]{{0,3}}\d{{3,4}}[ .\-]?\d{{3,4}}(?!\d) | 0\d{{8,10}}(?!\d)
        | 0\d{{2,4}}[ .\-]?\d[\d. \-]{{0,6}}[xX*]{{0,3}}[ .\-]?[xX*]{{2,4}}(?!\w) | 84\d{{9}}(?!\d)
        | 1[89]00[ .]\d{{4,6}}(?!\d)
        | 84[ .-]?\d{{1,3}}\)?[ .]\d{{3,4}}[ .]\d{{3,4}}(?!\d)
        | (?<=\+)\d{{1,3}}(?:[ .-]\d{{2,4}}){{2,4}}(?!\d))
    | (?P<kilometre_post>\d{{1,4}}\s?\+\s?\d{{1,3}}(?:[.,]\d+)?(?!\d))
    | (?P<hexadecimal>0[xX][0-9a-fA-F]+(?!\w))
    | (?P<version>\d+(?:\.\d+){{2,}}(?!\d))
    """,
    re.VERBOSE,
)
_KINDS = {
    "date_full": "date", "date_english": "date", "years": "period", "date_month": "date", "date_days": "date", "clock": "clock",
    "clock_minutes": "clock", "document_code": "document", "plate": "code", "telephone": "contact", "kilometre_post": "name",
    "version": "code", "hexadecimal": "code",
}  # fmt: skip
_NET = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w%/.-]+\.(?:html?|aspx?|php|jpe?g|png|pdf|docx?|xlsx?|vn|com)\b"
)
_NET_SIGNS = ("http", "www.", "@", ".htm", ".asp", ".jp", ".pdf", ".doc", ".png", ".php", ".xls", ".vn", ".com")
# `12 m 2 đất`: the power of a unit behind a blank; but `cầu dài 30 m 2 làn xe`.
_SPACED_POWER = re.compile(r"\d\s?k?m\s$")
_POWER_OF = re.compile(r"\s?(?:đất|mặt|sàn|nhà|rừng|gỗ|cát|đá|nước|bê tông|vườn|ruộng|/|,\s|\.\s|;|\)|\.?$|\n)")
_ORDINALS = ("st", "nd", "rd", "th")
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")


class Shaped(NamedTuple):
    """A number known by its form."""

    end: int
    kind: str
    rule: str


def match_shape(text: str, start: int, end: int) -> Shaped | None:
    """The form that the numeral `start:end` begins, or None.

    >>> match_shape("Chỉ thị số 05-CT/TW của", 11, 13)
    Shaped(end=19, kind='document', rule='document_code')
    >>> match_shape("ngày 24/06/2020,", 5, 7)
    Shaped(end=15, kind='date', rule='date_full')
    >>> match_shape("đạt 67,17%", 4, 9) is None
    True
    """
    if not _may_have_shape(text, start, end):
        return None
    match = _SHAPE.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    rule = match.lastgroup if match.lastgroup != "mark" else "date_full"
    if not _is_plausible(rule, match[0]):
        return None
    return Shaped(match.end(), _KINDS[rule], rule)


def _may_have_shape(text: str, start: int, end: int) -> bool:
    """Whether anything but a plain number can begin here: most numbers are followed by a word in small letters."""
    following = text[end : end + 1]
    if following == " ":
        following = text[end + 1 : end + 2]
    if not following or following in '%.;?!)”"\n' or (following.islower() and following not in "hgv"):
        ordinal = text[end : end + 2] in _ORDINALS
        return ordinal or text[start] == "0" or "." in text[start:end] or following == ")" or end - start >= 9 or following in "abcdđ"
    return True


def _is_plausible(rule: str, token: str) -> bool:
    """Whether the figures can be what their form says: no 45th day, no 13th month, no grouped thousands."""
    parts = [int(part) for part in re.findall(r"\d+", token)]
    if rule == "date_full":
        return len(str(parts[0])) == 4 or (parts[0] <= 31 and parts[1] <= 12) or (parts[1] <= 31 and parts[0] <= 12)
    if rule == "date_month":
        return all(part <= 12 for part in parts[:-1])
    if rule == "date_days":
        day_month = parts[:-1] if parts[-1] > 31 else parts  # the year is left out
        return all(part <= 31 for part in day_month) and day_month[-1] <= 12  # `tháng 7, 14/14 chi bộ`
    if rule in ("clock", "clock_minutes"):
        return parts[0] <= 24 and all(part < 60 for part in parts[1:])
    if rule == "version":
        return not all(len(group) == 3 for group in token.split(".")[1:])
    return True


def find_net_addresses(text: str) -> list[tuple[int, int]]:
    """Spans of URLs, e-mail addresses and file names that hold a digit.

    >>> find_net_addresses("xem tại https://vov.vn/tin-123.html.")
    [(8, 35)]
    """
    found: set[tuple[int, int]] = set()
    for sign in _NET_SIGNS:
        at = text.find(sign)
        while at >= 0:
            word = _WORD.match(text, max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1)
            end = word.end() if word else at
            if word:
                found.update(_net_spans(text, word.start(), end))
            at = text.find(sign, max(end, at + 1))
    return sorted(found)


def _net_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _NET.finditer(text, start, end):
        stop = match.start() + len(match[0].rstrip(".,;:!?)'’"))
        if _DIGIT.search(text, match.start(), stop):
            yield match.start(), stop


def is_unit_exponent(text: str, start: int, end: int) -> bool:
    """Whether the digit is the power of a unit (`m2`, `km2`, `m3`): part of the unit, no number.

    >>> is_unit_exponent("58.000m2", 7, 8), is_unit_exponent("QL2", 2, 3), is_unit_exponent("12 m 2 đất", 5, 6)
    (True, False, True)
    """
    if end - start != 1 or start == 0 or text[start] not in "23":
        return False
    if text[start - 1] == " ":
        return _SPACED_POWER.search(text, max(0, start - 8), start) is not None and not _counts_on(text, end)
    if text[start - 1] not in "mM":
        return False
    before = text[start - 2] if start > 1 else " "
    if before in "kcdmKCD":
        before = text[start - 3] if start > 2 else " "
    return not before.isalpha()


def _counts_on(text: str, end: int) -> bool:
    """Whether something else follows than what is measured in square or cubic units."""
    return _POWER_OF.match(text, end) is None
