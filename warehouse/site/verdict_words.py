"""Verdicts in words: what a form about a figure is filled with, and what a verdict says was read and is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from warehouse.site.articles import ArticlePage
from warehouse.site.judging import CHOICES, DROPPED_KINDS, Judged, write_breakdown
from warehouse.site.words import Words
from warehouse.verdicts.anchors import find_anchor
from warehouse.verdicts.records import JUDGED, NUMBERS, Verdict, judged_columns

Names = Mapping[str, Mapping[str, str]]
"""Names of codes by language."""

COLUMN_NAMES: Mapping[str, str] = {
    "value": "Value",
    "value_high": "Upper end",
    "denominator": "Out of",
    "indicator": "Indicator",
    "measure": "Measure",
    "direction": "Direction",
    "unit": "Unit",
    "qualifier": "How exact",
    "status": "Status",
    "frequency": "How often",
    "breakdown": "Slice",
    "organisation": "Whose",
    "period_kind": "Kind of period",
    "period_start": "First day",
    "period_end": "Last day",
}
"""What a form calls each judged column: a sentence of seeds/site_words.csv."""
EMPTY_FORM: Mapping[str, Any] = dict.fromkeys(JUDGED) | {
    "measure": "count", "qualifier": "exact", "status": "actual", "period_kind": "none", "breakdown": {},
}  # fmt: skip
"""What the form of a missing figure begins with."""

Changes = Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class VerdictView:
    """What the page of an article shows of its verdicts, in one language.

    `values` fills the form of each figure, `empty` that of a missing one, whose words around the number are `asked` when a reader
    came from a number. `changes` tells what is otherwise by the identity of a verdict.
    """

    judged: Judged
    indicators: Names
    units: Names
    values: Mapping[str, Mapping[str, str]]
    changes: Mapping[str, Changes]
    empty: Mapping[str, str]
    asked: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: CHOICES)
    dropped_kinds: tuple[str, ...] = DROPPED_KINDS


def view_verdicts(words: Words, page: ArticlePage, judged: Judged, units: Names, asked: str = "") -> VerdictView:
    """The verdicts of an article for its page.

    Args:
        words: the language.
        page: the article.
        judged: its verdicts.
        units: names of units.
        asked: where the number begins that a reader says is a figure; anything else is left out.
    """
    indicators = {row["indicator"]: {"vi": row["indicator_vi"], "en": row["indicator_en"]} for row in judged.indicators}
    number = next((one for one in page.numbers if str(one["span_start"]) == asked), None)
    elsewhere = "\n".join(str(block["dropped_text"] or "") for block in page.dropped)
    anchor = find_anchor(page.article["text"], number["span_start"], number["span_end"], elsewhere) if number else None
    standings = [*judged.figures.values(), *judged.others]
    return VerdictView(
        judged,
        indicators,
        units,
        {figure.row["observation_id"]: form_values(words, judged_columns(figure.row), indicators, units) for figure in page.figures},
        {one.verdict.verdict_id: told_changes(words, one.verdict, indicators, units) for one in standings},
        form_values(words, EMPTY_FORM, indicators, units),
        anchor or "",
    )


def form_values(words: Words, columns: Mapping[str, Any], indicators: Names, units: Names) -> dict[str, str]:
    """The judged columns as the fields of a form hold them: numbers as the language writes them, indicator and unit by their names."""
    filled = {name: "" if columns[name] is None else str(columns[name]) for name in JUDGED}
    filled |= {name: words.number(columns[name]) for name in NUMBERS}
    filled["indicator"] = indicators.get(filled["indicator"], {}).get(words.language, filled["indicator"])
    filled["unit"] = units.get(filled["unit"], {}).get(words.language, filled["unit"])
    filled["breakdown"] = write_breakdown(columns["breakdown"])
    return filled


def told_difference(words: Words, example: Mapping[str, Any]) -> Changes:
    """What differs of a figure between two nights: the column in words, what was read, what is read now."""
    before, after = example.get("before") or {}, example.get("after") or {}

    def plain(name: str, value: Any) -> str:
        number = words.number(value) if isinstance(value, int | float) else words.label(name, value)
        return "–" if value is None else number

    told = {**COLUMN_NAMES, "unit_text": "Unit", "period_text": "Period", "place_code": "Place"}
    return [
        (words.say(told[name]) if name in told else name, plain(name, before[name]), plain(name, after[name]))
        for name in before
        if name in after and before[name] != after[name]
    ]


def told_changes(words: Words, verdict: Verdict, indicators: Names, units: Names) -> Changes:
    """What a verdict says is otherwise: the column in words, what was read, what is right."""

    def plain(name: str, value: Any) -> str:
        if value is None or value == {}:
            return "–"
        if name in NUMBERS:
            return words.number(value)
        if name == "breakdown":
            return write_breakdown(value)
        if name in ("indicator", "unit"):
            return (indicators if name == "indicator" else units).get(value, {}).get(words.language, str(value))
        return words.label(name, value)

    read = verdict.read or EMPTY_FORM
    return [
        (words.say(COLUMN_NAMES[name]), plain(name, read.get(name)), plain(name, verdict.right[name]))
        for name in JUDGED
        if name in verdict.right and (verdict.read or verdict.right[name] != EMPTY_FORM[name])
    ]
