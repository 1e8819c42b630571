"""What a night changed: the figures of two warehouse files compared row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.ddl import quote
from warehouse.reading import NoWarehouse, published_run
from warehouse.statements import fill_sql

COMPARED = (
    "value", "value_high", "denominator", "indicator", "measure", "direction", "unit", "unit_text", "qualifier", "status",
    "frequency", "breakdown", "organisation", "place_code", "period_kind", "period_start", "period_end", "correction",
)  # fmt: skip
WARN_SHARE = 0.2
EXAMPLES = 5


@dataclass(frozen=True)
class FigureDiff:
    """How the figures of two files differ.

    `columns` counts in how many changed figures each column changed; `examples` shows a few figures per kind of change;
    `changed_share` is removed plus changed over the figures before; `warning` is set when it exceeds the limit.
    """

    before: str | None
    after: str | None
    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0
    changed_share: float = 0.0
    columns: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    warning: str | None = None

    def to_json(self) -> str:
        """As stored in `runs.diff`."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def diff_figures(before: Path | None, after: Path, warn_share: float = WARN_SHARE) -> FigureDiff:
    """Compare the figures of two files, e.g. the live file and its candidate. The cost follows the change.

    Args:
        before: the earlier file; None or missing when there was none, which gives an empty diff.
        after: the later file.
        warn_share: share of the earlier figures removed or changed from which on a warning is given.

    Raises:
        NoWarehouse: there is no file `after`.
    """
    later = published_run(after)
    if not after.is_file():
        raise NoWarehouse(after)
    if before is None or not before.is_file():
        return FigureDiff(None, later)
    if (earlier := published_run(before)) is None:
        return FigureDiff(None, later, warning="there is nothing to compare with: the file before cannot be read")
    try:
        with _compared(before, after) as con:
            counts = dict(con.execute("select change, count(*) from figure_diff group by change").fetchall())
            columns = con.execute(
                "select name, count(*) from (select unnest(columns) as name from figure_diff where change = 'changed') "
                "group by name order by name"
            ).fetchall()
            total = con.execute("select count(*) from before.main.observations").fetchone()
            examples = {change: _examples(con, change) for change in ("added", "removed", "changed") if counts.get(change)}
    except duckdb.Error as error:
        return FigureDiff(None, later, warning=f"the files cannot be compared: {str(error).splitlines()[0]}")
    held = int(total[0]) if total else 0
    removed, changed = counts.get("removed", 0), counts.get("changed", 0)
    share = (removed + changed) / held if held else 0.0
    warning = (
        f"{removed + changed} of {held} figures were removed or changed ({share:.0%}, limit {warn_share:.0%})"
        if share > warn_share
        else None
    )
    return FigureDiff(
        earlier,
        later,
        counts.get("added", 0),
        removed,
        changed,
        held - removed - changed,
        round(share, 4),
        dict(columns),
        examples,
        warning,
    )


def diff_rows(before: Path, after: Path) -> pa.Table:
    """Every figure that was added, removed or changed.

    Shape: `change, article_id, source_uri, span_text, sentence, before_id, after_id, columns, before_values, after_values`;
    `columns` lists what changed, the values are JSON objects of the compared columns.

    Raises:
        NoWarehouse: one of the files is missing.
    """
    with _compared(before, after) as con:
        return con.sql(
            "select * from figure_diff where change <> 'equal' order by source_uri, change, span_text, after_id, before_id"
        ).to_arrow_table()


@contextmanager
def _compared(before: Path, after: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that holds the temporary table `figure_diff` of both files."""
    for path in (before, after):
        if not path.is_file():
            raise NoWarehouse(path)
    con = duckdb.connect()
    try:
        con.execute(f"attach {quote(str(before))} as before (read_only)")
        con.execute(f"attach {quote(str(after))} as after (read_only)")
        con.execute(
            fill_sql(
                "load",
                "diff_figures",
                before_values=", ".join(f"{name} := b.{name}" for name in COMPARED),
                after_values=", ".join(f"{name} := a.{name}" for name in COMPARED),
                changed_columns=", ".join(f"case when a.{name} is distinct from b.{name} then '{name}' end" for name in COMPARED),
            )
        )
        yield con
    finally:
        con.close()


def _examples(con: duckdb.DuckDBPyConnection, change: str) -> list[dict[str, object]]:
    """The first few figures of one kind of change, with only the values that changed when both sides are there."""
    rows = con.execute(
        "select source_uri, span_text, sentence, columns, before_values, after_values from figure_diff "
        "where change = ? order by source_uri, span_text, after_id, before_id limit ?",
        [change, EXAMPLES],
    ).fetchall()
    found = []
    for source_uri, span_text, sentence, columns, old, new in rows:
        shown = columns or ("value", "unit", "indicator", "organisation")
        example: dict[str, object] = {"source_uri": source_uri, "span_text": span_text, "sentence": sentence}
        for side, values in (("before", old), ("after", new)):
            if values:
                parsed = json.loads(values)
                example[side] = {name: parsed[name] for name in shown}
        found.append(example)
    return found
