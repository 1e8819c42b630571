"""How verdicts stand to what is read now: they hold, what they ask for is so now, something else is read, or their text is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.reading import connect, run_query
from warehouse.statements import read_sql
from warehouse.verdicts.records import COMPLETE, JUDGED, OF_BLOCKS, OF_FIGURES, Verdict, plain_value, text_digest

HOLDS, MET, OTHERWISE, OUTDATED = "holds", "met", "otherwise", "outdated"
STATES = (HOLDS, MET, OTHERWISE, OUTDATED)
"""As when it was given · what it asks for is read now · neither is read · the text it judges is there no more."""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Standing:
    """A verdict and how it stands. `row` is the figure read now at its place, `block` the block that holds its text.

    `article_id` is of the article that has the text now; None when none has.
    """

    verdict: Verdict
    state: str
    article_id: str | None = None
    row: Mapping[str, Any] | None = None
    block: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class JudgedArticle:
    """An article as it is now, for the verdicts on it: its row, its figures and its blocks."""

    article: Mapping[str, Any]
    figures: Rows
    blocks: Rows

    def standing_of(self, verdict: Verdict) -> Standing:
        """How a verdict on this article stands."""
        if verdict.kind in OF_BLOCKS:
            return self._of_block(verdict)
        if verdict.text_sha256 != text_digest(self.article["text"]):
            return Standing(verdict, OUTDATED)
        return Standing(verdict, HOLDS, self.article["article_id"]) if verdict.kind == COMPLETE else self._of_figure(verdict)

    def _of_figure(self, verdict: Verdict) -> Standing:
        start, end = verdict.span_start or 0, verdict.span_end or 0
        row = next((one for one in self.figures if one["span_start"] < end and one["span_end"] > start), None)
        if verdict.kind == "missing":
            state = HOLDS if row is None else MET if reads(row, verdict.right) else OTHERWISE
        elif verdict.kind == "no_figure":
            state = MET if row is None else HOLDS
        elif row is None:
            state = OTHERWISE
        elif verdict.kind == "wrong" and verdict.right and reads(row, verdict.wanted):
            state = MET
        else:
            state = HOLDS if reads(row, verdict.read) else OTHERWISE
        return Standing(verdict, state, self.article["article_id"], row)

    def _of_block(self, verdict: Verdict) -> Standing:
        judged = str(verdict.block.get("text", ""))
        holding = [block for block in self.blocks if judged in self.text_of(block)]
        block = next((one for one in holding if self.text_of(one) == judged), holding[0] if holding else None)
        if block is None:
            return Standing(verdict, OUTDATED)
        state = MET if block["kept"] == (verdict.kind == "keep") else HOLDS
        return Standing(verdict, state, self.article["article_id"], block=block)

    def text_of(self, block: Mapping[str, Any]) -> str:
        """The text of a block, kept or dropped."""
        if block["kept"] and block["text_start"] is not None:
            return str(self.article["text"][block["text_start"] : block["text_end"]])
        return str(block["dropped_text"] or "")


def reads(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a figure is read as it should be, in the columns that are told."""
    return all(plain_value(name, row[name]) == value for name, value in wanted.items() if name in JUDGED)


def find_standings(live: Path, verdicts: Iterable[Verdict]) -> list[Standing]:
    """How each verdict stands to the live file. An article that moved is found by its text.

    Raises:
        NoWarehouse: there is no file.
        QueryFailed: it cannot be read.
    """
    given = list(verdicts)
    if not given:
        return []
    asked = {
        "ids": sorted({verdict.article_id for verdict in given}),
        "sizes": sorted({verdict.text_chars for verdict in given if verdict.kind not in OF_BLOCKS}),
    }
    with connect(live) as con:
        articles = run_query(con, read_sql("verdicts/queries", "articles"), asked).to_pylist()
        by_text = {text_digest(one["text"]): one for one in reversed(articles)}
        by_id = {one["article_id"]: one for one in articles}
        homes = [_home_of(verdict, by_id, by_text) for verdict in given]
        ids = {"ids": sorted({one["article_id"] for one in homes if one})}
        figures = _by_article(run_query(con, read_sql("verdicts/queries", "figures"), ids).to_pylist())
        blocks = _by_article(run_query(con, read_sql("verdicts/queries", "blocks"), ids).to_pylist())
    return [
        JudgedArticle(one, figures.get(one["article_id"], []), blocks.get(one["article_id"], [])).standing_of(verdict)
        if one
        else Standing(verdict, OUTDATED)
        for verdict, one in zip(given, homes, strict=True)
    ]


def count_standings(standings: Iterable[Standing]) -> dict[str, int]:
    """How many verdicts there are of each kind whose text stands, and by how they stand: `otherwise`, `met`, `outdated`."""
    counted: Counter[str] = Counter()
    for standing in standings:
        if standing.state == OUTDATED:
            counted[OUTDATED] += 1
            continue
        counted[standing.verdict.kind] += 1
        if standing.state in (MET, OTHERWISE):
            counted[standing.state] += 1
    return {name: counted[name] for name in (*OF_FIGURES, *OF_BLOCKS, COMPLETE, MET, OTHERWISE, OUTDATED)}


def _home_of(verdict: Verdict, by_id: Mapping[str, Any], by_text: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The article a verdict is about: its own while that has the text it judges, else another that has it, else its own again."""
    own: Mapping[str, Any] | None = by_id.get(verdict.article_id)
    if verdict.kind in OF_BLOCKS or (own and text_digest(own["text"]) == verdict.text_sha256):
        return own
    other: Mapping[str, Any] | None = by_text.get(verdict.text_sha256)
    return other or own


def _by_article(rows: Rows) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["article_id"], []).append(row)
    return found
