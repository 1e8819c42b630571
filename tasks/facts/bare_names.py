"""Holders named without their level right before their figure: `Phú Hòa (giảm 7 ca)`, `Kỳ Tây 14,66%, Kỳ Lạc 11,73%`."""

from __future__ import annotations

import re

from tasks.facts.drafts import Draft
from tasks.facts.reading import Reading

_BARE_NAME = re.compile(r"(?:,|\blà|\bnhư|:|\bvà)\s+((?:[^\W\d_]+\s){1,3}[^\W\d_]+)\s$")
_LISTED_NAME = re.compile(r"(?:[,;:(]|\b(?:là|như|và|gồm|có))\s*((?:[^\W\d_]+['’]?[ -]){1,3}?[^\W\d_]+)\s?(?::|có|là|với)?\s$")
_MARKETS = re.compile(r"\b(?:thị trường|sang|nhập khẩu|các nước)\b")
_FAR = 40
_NEAR = 16


def bare_name_before(draft: Draft, reading: Reading) -> str | None:
    """The name that holds a figure by standing right before it, or before the bracket that holds only it."""
    return _before_bracket(draft, reading) or _in_list(draft, reading)


def _before_bracket(draft: Draft, reading: Reading) -> str | None:
    """`Phú Hòa (giảm 7 ca), Đồng Xuân (giảm 5 ca)`."""
    text, opened = reading.text, reading.text.rfind("(", draft.sentence.start, draft.start)
    if opened < 0 or draft.start - opened > 24 or ")" in text[opened : draft.start] or not _has_capital(text, opened):
        return None
    match = _BARE_NAME.search(text, max(draft.sentence.start, opened - _FAR), opened)
    if match is None or reading.in_name(match.start(1)) or not _is_capitalised(match[1]):
        return None
    return match[1]


def _in_list(draft: Draft, reading: Reading) -> str | None:
    """`Kỳ Tây 14,66%, Kỳ Lạc 11,73%`, `Xuân Trường: 30,2%; Giao Thủy: 26,9%`: one name alone may be anything."""
    text = reading.text
    match = _listed_name(text, draft)
    if match is None or not _is_capitalised(match[1]) or _MARKETS.search(reading.spelled, draft.sentence.start, match.start(1)):
        return None
    if any(one.start < draft.start and match.start(1) < one.end for one in reading.organisations if one.kind != "place" or one.head):
        return None
    others = (one for one in (draft.previous, draft.following) if one is not None)
    return match[1] if any(_listed_name(text, one) for one in others) else None


def _listed_name(text: str, draft: Draft) -> re.Match[str] | None:
    if not _has_capital(text, draft.start):
        return None
    return _LISTED_NAME.search(text, max(draft.sentence.start, draft.start - _FAR), draft.start)


def _has_capital(text: str, end: int) -> bool:
    """Whether a name can stand right before `end`: told before any pattern is asked."""
    near = text[max(0, end - _NEAR) : end]
    return near != near.lower()


def _is_capitalised(name: str) -> bool:
    return all(word[0].isupper() for word in name.split())
