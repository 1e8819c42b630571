"""One verdict of a reader: what it is about, the text it judges, what was read of that and what is right."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

OF_FIGURES = ("right", "wrong", "no_figure", "missing")
"""A figure is right, or wrong, or is no figure; a figure is missing."""
OF_BLOCKS = ("keep", "drop")
"""A block was wrongly dropped, so keep it; it was wrongly kept, so drop it."""
COMPLETE, WITHDRAWN = "complete", "withdrawn"
"""No further figure is in the article; an earlier verdict holds no more."""
KINDS = (*OF_FIGURES, *OF_BLOCKS, COMPLETE, WITHDRAWN)

NUMBERS = ("value", "value_high", "denominator")
PERIOD = ("period_kind", "period_start", "period_end")
CODES = ("indicator", "measure", "direction", "unit", "qualifier", "status", "frequency")
JUDGED = (*NUMBERS, *CODES, "breakdown", "organisation", *PERIOD)
"""Columns of `observations` that a verdict on a figure is about."""
PRINTED = ("unit_text", "period_text")
"""Columns that a verdict keeps besides, for labels."""

_TEXTS = ("verdict_id", "kind", "subject", "article_id", "source_uri", "text_sha256", "decided_at", "run_id")


class DamagedVerdict(ValueError):
    """A file is no verdict; the message says why."""


@dataclass(frozen=True)
class Verdict:
    """One verdict.

    `subject` says what of the text is judged: `span:START-END`, `block:HASH` or `article`. A later verdict on the same subject of
    the same text takes the place of an earlier one. `text_sha256` is of the article's text, of a block that of the block's.
    `read` holds the judged columns as they were read, `right` those that are otherwise; of a missing figure `right` holds all.
    """

    verdict_id: str
    kind: str
    subject: str
    article_id: str
    source_uri: str
    text_sha256: str
    text_chars: int
    decided_at: str
    run_id: str
    span_start: int | None = None
    span_end: int | None = None
    span_text: str = ""
    sentence: str = ""
    read: Mapping[str, Any] = field(default_factory=dict)
    right: Mapping[str, Any] = field(default_factory=dict)
    block: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    @property
    def wanted(self) -> dict[str, Any]:
        """The judged columns as they should be; nothing when it is not known, or when there is no figure."""
        if self.kind == "wrong" and not self.right:
            return {}
        return {**self.read, **self.right} if self.kind in ("right", "wrong", "missing") else {}

    @property
    def decided(self) -> datetime:
        """When it was given."""
        return datetime.fromisoformat(self.decided_at)

    def to_json(self) -> str:
        """As its file holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def parse_verdict(text: str) -> Verdict:
    """The verdict of a file.

    Raises:
        DamagedVerdict: it is none.
    """
    try:
        found = json.loads(text)
        verdict = Verdict(**found)
    except (ValueError, TypeError) as error:
        raise DamagedVerdict(f"no verdict: {' '.join(str(error).split())[:200]}") from error
    if verdict.kind not in KINDS or not all(isinstance(getattr(verdict, name), str) for name in _TEXTS):
        raise DamagedVerdict(f"no verdict: its kind is {verdict.kind!r}, or a text of it is none")
    if not all(isinstance(getattr(verdict, name), Mapping) for name in ("read", "right", "block")):
        raise DamagedVerdict("no verdict: read, right and block are objects")
    return verdict


def judged_columns(row: Mapping[str, Any]) -> dict[str, Any]:
    """The judged columns of a row of `observations`, as a verdict keeps them: days as ISO texts, the slice as an object."""
    return {name: plain_value(name, row[name]) for name in (*JUDGED, *PRINTED)}


def plain_value(name: str, value: Any) -> Any:
    """One column as a verdict keeps it.

    >>> plain_value("breakdown", '{"sex": "female"}'), plain_value("period_start", date(2025, 1, 1)), plain_value("value", 3)
    ({'sex': 'female'}, '2025-01-01', 3.0)
    """
    if name == "breakdown" and isinstance(value, str):
        return json.loads(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return float(value) if name in NUMBERS and value is not None else value


def text_digest(text: str) -> str:
    """Hash of a text, by which a verdict names it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def span_subject(start: int, end: int) -> str:
    """The subject of a verdict on the number at these characters."""
    return f"span:{start}-{end}"


def block_subject(text: str) -> str:
    """The subject of a verdict on a block."""
    return f"block:{text_digest(text)[:16]}"
