"""Powers of ten behind a numeral: `3 x 10⁶`, and `10⁶` itself."""

from __future__ import annotations

import re

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED + "⁻⁺", "0123456789-+")
_TIMES = re.compile(rf"[^\S\n]?[x×·⋅*.][^\S\n]?10([⁻⁺]?[{_RAISED}]{{1,2}})")
_EXPONENT = re.compile(rf"([⁻⁺]?[{_RAISED}]{{1,2}})")
_SIGNS = frozenset(" \u00a0x×·⋅*.⁻⁺" + _RAISED)
_SMALLEST_ALONE = 3
"""A smaller exponent behind 10 may be the mark of a footnote."""


def read_power(text: str, start: int, end: int, limit: int) -> tuple[int, float] | None:
    """Where the power of ten behind the numeral `start:end` ends, and by what it multiplies; None without one.

    >>> read_power("chứa 3 x 10⁶ m³", 5, 6, 15), read_power("cỡ 10⁻³ m", 3, 5, 9), read_power("có 10¹ hộ", 3, 5, 9)
    ((12, 1000000.0), (7, 0.0001), None)
    """
    if text[end : end + 1] not in _SIGNS:
        return None
    times = _TIMES.match(text, end, limit)
    if times is not None:
        return times.end(), 10.0 ** int(times[1].translate(_DIGITS))
    alone = _EXPONENT.match(text, end, limit) if text[start:end] == "10" else None
    if alone is None:
        return None
    exponent = int(alone[1].translate(_DIGITS))
    return (alone.end(), 10.0 ** (exponent - 1)) if exponent >= _SMALLEST_ALONE or exponent < 0 else None
