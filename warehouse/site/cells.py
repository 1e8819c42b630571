"""The small parts that pages show hundreds of times, as functions: a macro of a template takes ten times as long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from warehouse.site.words import Words

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Cells:
    """The parts of one language. What comes from a row is escaped here."""

    words: Words
    units: Mapping[str, Mapping[str, str]]

    def indicator(self, row: Row) -> str:
        """The name of what a figure counts."""
        return str(row[f"indicator_{self.words.language}"])

    def unit(self, row: Row) -> str:
        """The name of a figure's unit in the middle of a sentence."""
        return self.units.get(row["unit"], {}).get(self.words.language, row["unit"]).lower()

    def value(self, row: Row) -> str:
        """A figure with its range or denominator and its unit."""
        number = self.words.number
        high = f" – {number(row['value_high'])}" if row.get("value_high") is not None else ""
        whole = f" / {number(row['denominator'])}" if row.get("denominator") is not None else ""
        return f"{number(row['value'])}{high}{whole} {self.unit(row)}"

    def link(self, way: str | None, text: str) -> Markup:
        """Words that lead somewhere; only the words where there is no way."""
        return Markup('<a href="{}">{}</a>').format(way, text) if way else escape(text)

    def badges(self, row: Row) -> Markup:
        """What sets a figure apart from an exact count of what is: an aim, about, up, a share, a disagreement."""
        label, said = self.words.label, self.words.say
        told = [("aim", label("status", "target"))] if row["status"] == "target" else []
        told += [("", label("qualifier", row["qualifier"]))] if row["qualifier"] != "exact" else []
        told += [("", label("direction", row["direction"]))] if row["direction"] else []
        told += [("", label("measure", row["measure"]))] if row["measure"] not in ("count", "amount") else []
        told += [("wrong", said("arithmetic disagrees"))] if row.get("has_warnings") else []
        told += [("wrong", said("reports disagree"))] if row.get("agrees", True) is False else []
        return Markup(" ").join(Markup('<span class="badge {}">{}</span>').format(kind, text) for kind, text in told)

    def said(self, sentence: str, row: Row) -> Markup:
        """The sentence of a figure with its number marked."""
        at = row["span_start"] - row["sentence_start"]
        return Markup("{}<mark>{}</mark>{}").format(sentence[:at], row["span_text"], sentence[at + len(row["span_text"]) :])
