"""Conditions on rows, as Arrow expressions: which rows a rule speaks of, and what must hold of them.

Why not the column expectations that ship with Great Expectations: each of them costs 7 to 18 ms a batch however small
the batch is, and these 1 ms with the ids of all failing rows; a night has 150 rules. They are still judged, named and
reported by Great Expectations (`expectations.row_expectations`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import acero

RowTest = Callable[[pa.Table], "pa.Array | pa.ChunkedArray"]
"""A test no Arrow expression can say: one boolean per row, true where it holds."""

EXAMPLES = 3
EXAMPLE_WIDTH = 60


@dataclass(frozen=True)
class Condition:
    """What must hold (`holds`) of the rows it speaks of (`where`; None: of all rows).

    A row for which `holds` comes out null does not fail: a missing value is the business of the rule that asks for it.
    """

    holds: pc.Expression | RowTest
    where: pc.Expression | None = None


@dataclass(frozen=True)
class Outcome:
    """What one condition gave on one batch: rows judged, ids of those that failed, and a few of their values."""

    evaluated: int
    failing_ids: tuple[str, ...]
    examples: tuple[str, ...]


def complete(column: str) -> Condition:
    """The column is never null."""
    return Condition(holds=~pc.field(column).is_null())


def filled(column: str) -> Condition:
    """The text is neither empty nor blank, where there is one."""
    return Condition(where=~pc.field(column).is_null(), holds=pc.utf8_length(pc.utf8_trim_whitespace(pc.field(column))) > 0)


def allowed(column: str, values: Iterable[str]) -> Condition:
    """The value is one of the list, where there is one."""
    return Condition(where=~pc.field(column).is_null(), holds=pc.field(column).isin(list(values)))


def between(column: str, low: float | None, high: float | None) -> Condition:
    """The number lies within the limits, inclusive, where there is one."""
    field = pc.field(column)
    if low is None and high is None:
        raise ValueError(f"between({column!r}) needs a lower or an upper limit")
    if low is None or high is None:
        return Condition(where=~field.is_null(), holds=field >= low if low is not None else field <= high)
    return Condition(where=~field.is_null(), holds=(field >= low) & (field <= high))


def matching(column: str, pattern: str) -> Condition:
    """The whole text matches the RE2 pattern, where there is one."""
    return Condition(where=~pc.field(column).is_null(), holds=pc.match_substring_regex(pc.field(column), f"^(?:{pattern})$"))


def finite(column: str) -> Condition:
    """The number is neither NaN nor infinite, where there is one."""
    return Condition(where=~pc.field(column).is_null(), holds=pc.is_finite(pc.field(column)))


def unique(columns: tuple[str, ...]) -> Condition:
    """No two rows share these values; rows that do all fail."""

    def stands_alone(rows: pa.Table) -> pa.Array:
        numbered = rows.select(list(columns)).append_column("_row", pa.array(range(rows.num_rows), pa.int64()))
        groups = numbered.group_by(list(columns)).aggregate([("_row", "count"), ("_row", "list")])
        twins = pc.list_flatten(groups.filter(pc.field("_row_count") > 1)["_row_list"]).combine_chunks()
        return pc.invert(pc.is_in(numbered["_row"], value_set=twins))

    return Condition(holds=stands_alone)


def evaluate(rows: pa.Table, condition: Condition, key: tuple[str, ...], shown: tuple[str, ...] = ()) -> Outcome:
    """Judge the rows of one batch.

    Shape: `rows` holds the columns the condition, the key and `shown` name.

    Raises:
        pyarrow.ArrowInvalid: the condition names a column the rows do not have, or one of another type.
    """
    spoken_of = _masks(rows, condition.where) if condition.where is not None else None
    holds = _masks(rows, condition.holds) if isinstance(condition.holds, pc.Expression) else condition.holds(rows)
    fails = pc.invert(pc.fill_null(holds, True))
    if spoken_of is not None:
        spoken_of = pc.fill_null(spoken_of, False)
        fails = pc.and_(fails, spoken_of)
    evaluated = rows.num_rows if spoken_of is None else (pc.sum(spoken_of).as_py() or 0)
    if not pc.any(fails).as_py():
        return Outcome(evaluated, (), ())
    failing = rows.select([*dict.fromkeys((*key, *shown))]).filter(fails)
    return Outcome(evaluated, row_ids(failing, key), _examples(failing, shown))


def row_ids(rows: pa.Table, key: tuple[str, ...]) -> tuple[str, ...]:
    """The key of each row as one string, its parts joined by a colon; a missing part reads `null`."""
    parts = [pc.fill_null(pc.cast(rows[column], pa.string()), "null") for column in key]
    return tuple((parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, ":")).to_pylist())


def _masks(rows: pa.Table, expression: pc.Expression) -> pa.ChunkedArray:
    """The expression's value for each row."""
    steps = [
        acero.Declaration("table_source", acero.TableSourceNodeOptions(rows)),
        acero.Declaration("project", acero.ProjectNodeOptions([expression], ["mask"])),
    ]
    return acero.Declaration.from_sequence(steps).to_table(use_threads=False)["mask"]


def _examples(failing: pa.Table, shown: tuple[str, ...]) -> tuple[str, ...]:
    """The first failing rows in short, `measure=share, value=105.0`."""
    if not shown:
        return ()
    first = failing.select(list(shown)).slice(0, EXAMPLES).to_pylist()
    return tuple(", ".join(f"{name}={_short(row[name])}" for name in shown) for row in first)


def _short(value: object) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= EXAMPLE_WIDTH else text[: EXAMPLE_WIDTH - 1] + "…"
