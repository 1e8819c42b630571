"""The verdicts on an article as its page shows them: how each stands, and what a reader filled in to give one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.contracts.blocks import BLOCK_KINDS
from warehouse.contracts.observations import MEASURES, PERIOD_KINDS, QUALIFIERS
from warehouse.site.articles import ArticlePage
from warehouse.site.source import Source
from warehouse.site.words import Words
from warehouse.verdicts.records import COMPLETE, NUMBERS, OF_BLOCKS, Verdict, text_digest
from warehouse.verdicts.standing import OUTDATED, JudgedArticle, Standing
from warehouse.verdicts.store import VerdictStore, current_of

CHOICES: dict[str, tuple[str, ...]] = {
    "measure": MEASURES,
    "qualifier": QUALIFIERS,
    "status": ("actual", "target"),
    "direction": ("", "up", "down"),
    "frequency": ("", "annual", "monthly", "daily"),
    "period_kind": PERIOD_KINDS,
}
"""Columns with a few codes; an empty code stands for none."""
OF_THE_TEXT = ("title", "body")
DROPPED_KINDS = tuple(kind for kind in BLOCK_KINDS if kind not in OF_THE_TEXT)
"""What a block may be that does not belong to the text."""
LONGEST_TEXT = 400
"""Characters of a holder, a note or an anchor."""


class WrongVerdict(ValueError):
    """What a reader filled in is no verdict; the message says what is wrong in the reader's language."""


@dataclass(frozen=True)
class Judged:
    """The verdicts on an article, for its page. `figures` is by observation, `blocks` by number of the block."""

    token: str
    text_sha256: str
    figures: Mapping[str, Standing]
    blocks: Mapping[int, Standing]
    others: Sequence[Standing]
    outdated: int
    is_complete: bool
    indicators: Sequence[Mapping[str, Any]]
    damaged: Sequence[str] = ()


def read_judged(source: Source, store: VerdictStore, page: ArticlePage, token: str) -> Judged:
    """The verdicts on an article and how they stand to what is read of it now.

    Args:
        source: the published file.
        store: the verdicts of the home.
        page: the article.
        token: what a form of the page sends along.
    """
    now = JudgedArticle(page.article, [figure.row for figure in page.figures], page.raw_blocks)
    digest = text_digest(page.article["text"])
    own = page.article["article_id"]
    about = [one for one in store.all() if one.text_sha256 == digest or one.article_id == own]
    standings = [now.standing_of(verdict) for verdict in current_of(about) if verdict.kind not in OF_BLOCKS or verdict.article_id == own]
    standing = [one for one in standings if one.state != OUTDATED]
    return Judged(
        token,
        digest,
        {one.row["observation_id"]: one for one in standing if one.row},
        {one.block["block_no"]: one for one in standing if one.block},
        [one for one in standing if not one.row and not one.block and one.verdict.kind != COMPLETE],
        len(standings) - len(standing),
        any(one.verdict.kind == COMPLETE for one in standing),
        source.kept("indicators"),
        sorted(store.damaged),
    )


def write_breakdown(breakdown: Mapping[str, str]) -> str:
    """A slice as a field of a form holds it.

    >>> write_breakdown({"sex": "female", "level": "commune"})
    'level=commune; sex=female'
    """
    return "; ".join(f"{key}={value}" for key, value in sorted(breakdown.items()))


@dataclass(frozen=True)
class Fields:
    """The fields of a form about a figure, read in the language of the page."""

    words: Words
    sent: Mapping[str, str]
    indicators: Sequence[Mapping[str, Any]]
    units: Sequence[Mapping[str, Any]]

    def text(self, name: str) -> str:
        """A field as it was filled in, without the space around it.

        Raises:
            WrongVerdict: it is too long.
        """
        found = " ".join(self.sent.get(name, "").split())
        if len(found) > LONGEST_TEXT:
            raise WrongVerdict(self.words.say("{field}: more than {count} characters", field=name, count=LONGEST_TEXT))
        return found

    def columns(self, names: Sequence[str]) -> dict[str, Any]:
        """The columns that were sent, each as a verdict keeps it.

        Raises:
            WrongVerdict: one of them cannot be.
        """
        found = {name: self._column(name) for name in names if name in self.sent}
        start, end = found.get("period_start"), found.get("period_end")
        if start and end and start > end:
            raise WrongVerdict(self.words.say("The period ends before it begins."))
        return found

    def _column(self, name: str) -> Any:
        if name in NUMBERS:
            return self._number(name)
        if name in CHOICES:
            return self._choice(name)
        if name in ("period_start", "period_end"):
            return self._day(name)
        if name == "indicator":
            return self._named(name, self.indicators, "indicator", "indicator_{}")
        if name == "unit":
            return self._named(name, self.units, "unit", "label_{}")
        return self._slice() if name == "breakdown" else self.text(name) or None

    def _number(self, name: str) -> float | None:
        found = self.text(name).replace(" ", "")
        if not found and name != "value":
            return None
        plain = found.replace(".", "").replace(",", ".") if self.words.language == "vi" else found.replace(",", "")
        try:
            value = float(plain)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise WrongVerdict(self.words.say("{field}: {text} is no number", field=name, text=repr(found)))
        return value

    def _choice(self, name: str) -> str | None:
        found = self.text(name)
        if found not in CHOICES[name]:
            raise WrongVerdict(self.words.say("{field}: there is no {text}", field=name, text=repr(found)))
        return found or None

    def _day(self, name: str) -> str | None:
        found = self.text(name)
        try:
            return date.fromisoformat(found).isoformat() if found else None
        except ValueError:
            raise WrongVerdict(self.words.say("{field}: {text} is no day (YYYY-MM-DD)", field=name, text=repr(found))) from None

    def _named(self, name: str, rows: Sequence[Mapping[str, Any]], code: str, label: str) -> str:
        """A code by its name in the language of the page, or itself."""
        found = self.text(name)
        named = {str(row[label.format(self.words.language)]).lower(): row[code] for row in reversed(rows)}
        if found in {row[code] for row in rows}:
            return found
        if found.lower() not in named:
            raise WrongVerdict(self.words.say("{field}: there is no {text}", field=name, text=repr(found)))
        return str(named[found.lower()])

    def _slice(self) -> dict[str, str]:
        found = self.text("breakdown")
        pairs = [part.partition("=") for part in found.split(";") if part.strip()]
        if any(not (key.strip() and between and value.strip()) for key, between, value in pairs):
            raise WrongVerdict(self.words.say("{field}: write key=value; key=value", field="breakdown"))
        return {key.strip(): value.strip() for key, _, value in pairs}


def draft_verdict(page: ArticlePage, kind: str, subject: str, text: str, **more: Any) -> Verdict:
    """A verdict on an article that has yet to be written; `text` is what it judges."""
    article = page.article
    return Verdict(
        verdict_id="",
        kind=kind,
        subject=subject,
        article_id=article["article_id"],
        source_uri=article["source_uri"],
        text_sha256=text_digest(text),
        text_chars=len(text),
        decided_at="",
        run_id=article["run_id"],
        **more,
    )
