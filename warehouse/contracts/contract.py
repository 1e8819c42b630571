"""What a table contract is: each column named once, with its type, unit, meaning and limits."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

CONTRACT_VERSION = 3
"""Version of all contracts together; in every Parquet file and in `runs`. Raise it when a column changes."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `allowed` lists every value a text column may hold (empty: any); `minimum` and `maximum` are inclusive.
    `unit` is the unit of measure of a number, in words. `long_text` marks columns worth zstd compression.
    """

    name: str
    type: pa.DataType
    meaning: str
    nullable: bool = False
    unit: str | None = None
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    long_text: bool = False


@dataclass(frozen=True)
class Contract:
    """One table: what a row is, which columns make it unique, its columns in order.

    `stored_as` is set when the table itself stands elsewhere in the warehouse, and a view in `main` that adds columns bears its name.
    """

    table: str
    row_is: str
    written_by: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    stored_as: str | None = None

    @property
    def stored(self) -> str:
        """The table of the warehouse that holds its rows, with its schema."""
        return self.stored_as or f"main.{self.table}"

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: the contract has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.table} has no column {name!r}")


def text(name: str, meaning: str, **more: object) -> Column:
    """A VARCHAR column."""
    return Column(name, pa.string(), meaning, **more)  # type: ignore[arg-type]


def integer(name: str, meaning: str, **more: object) -> Column:
    """A BIGINT column."""
    return Column(name, pa.int64(), meaning, **more)  # type: ignore[arg-type]


def real(name: str, meaning: str, **more: object) -> Column:
    """A DOUBLE column."""
    return Column(name, pa.float64(), meaning, **more)  # type: ignore[arg-type]


def flag(name: str, meaning: str, **more: object) -> Column:
    """A BOOLEAN column."""
    return Column(name, pa.bool_(), meaning, **more)  # type: ignore[arg-type]


def day(name: str, meaning: str, **more: object) -> Column:
    """A DATE column: a calendar day in Việt Nam."""
    return Column(name, pa.date32(), meaning, **more)  # type: ignore[arg-type]


def instant(name: str, meaning: str, **more: object) -> Column:
    """A TIMESTAMPTZ column: microseconds, UTC."""
    return Column(name, pa.timestamp("us", tz="UTC"), meaning, **more)  # type: ignore[arg-type]


RUN_ID = text("run_id", "Run that wrote the row; look it up in `runs`.")
ARTICLE_ID = text("article_id", "Identity of the article: the first 16 hex digits of sha256 of its source URI.")
SPAN = (
    integer("span_start", "First character of the span in `articles.text`, counted from 0.", unit="code points", minimum=0),
    integer("span_end", "End of the span, exclusive.", unit="code points", minimum=1),
    text("span_text", "The characters of the span: substr(text, span_start + 1, span_end - span_start)."),
)
