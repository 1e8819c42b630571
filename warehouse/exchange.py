"""What a format cannot hold: columns of one name, infinite numbers, days far away, numbers of many digits. Written as text, and said.

JSON has no infinity and no NaN, and of two members of one name a reader keeps one. A spreadsheet counts days from 1900 (and takes 1900
for a leap year), and rounds numbers to 15 digits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

FIRST_DAY = date(1900, 3, 1)
"""The first day from which spreadsheets agree on what day a number is."""

DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""


def name_apart(rows: pa.Table) -> pa.Table:
    """The rows with a name of its own for each column: the second `article_id` is `article_id_2`."""
    taken, names = set(rows.column_names), []
    seen: Counter[str] = Counter()
    for name in rows.column_names:
        seen[name] += 1
        own = name
        while seen[name] > 1 and (own == name or own in taken):
            own = f"{name}_{seen[name]}"
            seen[name] += own in taken
        taken.add(own)
        names.append(own)
    return rows.rename_columns(names)


def spell_far_days(rows: pa.Table) -> pa.Table:
    """The rows with days and instants outside of the years 1 to 9999 as text, with the rest of their column; others as they are."""
    columns = [_spell_column(column) if _has_far_days(column) else column for column in rows.columns]
    return pa.table(columns, names=rows.column_names)


def json_ready(value: Any) -> Any:
    """A value as JSON holds it: infinite numbers and NaN as text, bytes as hexadecimal digits, days as ISO 8601, the rest as it is.

    >>> json_ready([1.5, float("inf"), {"a": float("nan")}])
    [1.5, 'Infinity', {'a': 'NaN'}]
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else spell_number(value)
    if isinstance(value, dict):
        return {str(name): json_ready(own) for name, own in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_ready(own) for own in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def sheet_ready(value: Any) -> Any:
    """A value as a cell of a spreadsheet holds it; what it would lose or show otherwise is text.

    >>> sheet_ready(12345678901234567), sheet_ready(date(1890, 5, 19)), sheet_ready(float("-inf"))
    ('12345678901234567', '1890-05-19', '-Infinity')
    """
    if isinstance(value, float) and not math.isfinite(value):
        return spell_number(value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and _has_many_digits(value):
        return str(value)
    if isinstance(value, datetime):
        # A spreadsheet knows no time zones; the clock it shows is the one in Việt Nam.
        local = value.replace(tzinfo=None)
        return local if local.date() >= FIRST_DAY else local.isoformat(" ")
    return value.isoformat() if isinstance(value, date) and value < FIRST_DAY else value


def spell_number(value: float) -> str:
    """An infinite number or NaN in the words of JavaScript.

    >>> spell_number(float("inf")), spell_number(float("nan"))
    ('Infinity', 'NaN')
    """
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def say_changes(rows: pa.Table, kind: str) -> list[str]:
    """One line for each column that `kind` (json, csv, xlsx, parquet) holds otherwise than the rows do; none for a table."""
    if kind == "table":
        return []
    told = [
        f"{name} stands for several columns: one of them is {own} in the file"
        for name, own in zip(rows.column_names, name_apart(rows).column_names, strict=True)
        if own != name
    ]
    rows = name_apart(rows)
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        told += _say_column(name, column, kind)
    return told


def _say_column(name: str, column: pa.ChunkedArray, kind: str) -> list[str]:
    """What is said of one column."""
    if kind != "parquet" and _has_far_days(column):
        return [f"{name} has days outside of the years 1 to 9999: written as text"]
    checks: list[tuple[Callable[[Any], bool], str]] = []
    if kind in ("json", "xlsx"):
        checks.append((_is_infinite, "infinite or no numbers: written as text"))
    if kind == "xlsx":
        checks.append((_is_early, f"days before {FIRST_DAY:%B %Y}, which spreadsheets get wrong: written as text"))
        checks.append((_has_many_digits, f"numbers of more than the {DIGITS} digits of a spreadsheet: written as text"))
    if not checks or not _may_change(column.type):
        return []
    values = column.to_pylist()
    counted = ((sum(map(check, values)), words) for check, words in checks)
    return [f"{count} cell{'' if count == 1 else 's'} of {name} with {words}" for count, words in counted if count]


def _may_change(kind: pa.DataType) -> bool:
    """Whether a value of the type can be one that a format does not hold."""
    plain = (pa.types.is_string, pa.types.is_large_string, pa.types.is_boolean, pa.types.is_null, pa.types.is_binary)
    return not any(is_plain(kind) for is_plain in plain)


def _is_infinite(value: Any) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    held: Sequence[Any] = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_is_infinite(own) for own in held)


def _is_early(value: Any) -> bool:
    return (value.date() if isinstance(value, datetime) else value) < FIRST_DAY if isinstance(value, date) else False


def _has_many_digits(value: Any) -> bool:
    """Whether a whole or decimal number has more digits than a spreadsheet keeps."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return False
    return len("".join(map(str, Decimal(value).as_tuple().digits)).strip("0")) > DIGITS


def _has_far_days(column: pa.ChunkedArray) -> bool:
    """Whether a column of days or instants holds one that Python has no day for."""
    if not (pa.types.is_date32(column.type) or pa.types.is_timestamp(column.type)) or column.null_count == len(column):
        return False
    ends = pc.min_max(_numbers(column)).as_py()
    a_day = _units_of_a_day(column.type)
    first, last = ((day - date(1970, 1, 1)).days * a_day for day in (date.min, date.max))
    return bool(ends["min"] < first or ends["max"] >= last + a_day)


def _spell_column(column: pa.ChunkedArray) -> pa.Array:
    """Days or instants as text."""
    furthest = (1 << (31 if pa.types.is_date32(column.type) else 63)) - 1
    a_day = _units_of_a_day(column.type)

    def spell(number: int | None) -> str | None:
        if number is None:
            return None
        if abs(number) == furthest:
            return "infinity" if number > 0 else "-infinity"
        day, rest = divmod(number, a_day)
        seconds = rest * 86_400 // a_day
        clock = f" {seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" if a_day > 1 else ""
        return _spell_day(day) + clock

    return pa.array([spell(number) for number in _numbers(column).to_pylist()], pa.string())


def _spell_day(day: int) -> str:
    """A day counted from 1970 as ISO 8601 with the year as astronomers count it: 400 years have the same number of days.

    >>> _spell_day(0), _spell_day(3663382), _spell_day(-735160)
    ('1970-01-01', '12000-01-01', '-0043-03-15')
    """
    eras, rest = divmod(day + (date(1970, 1, 1) - date(2000, 1, 1)).days, 146_097)
    near = date.fromordinal(date(2000, 1, 1).toordinal() + rest)
    year = near.year + 400 * eras
    return f"{'-' if year < 0 else ''}{abs(year):04}-{near:%m-%d}"


def _numbers(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Days or instants as what they are stored as: whole units since 1970."""
    return column.cast(pa.int32() if pa.types.is_date32(column.type) else pa.int64())


def _units_of_a_day(kind: pa.DataType) -> int:
    if pa.types.is_date32(kind):
        return 1
    return 86_400 * {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}[kind.unit]
