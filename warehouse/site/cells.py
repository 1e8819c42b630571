"""The small parts that pages show hundreds of times, as functions: a macro of a template takes ten times as long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from warehouse.site.telling import tell_vietnamese
from warehouse.site.words import Words, in_sentence

Row = Mapping[str, Any]
AROUND = 160
"""Characters of a long sentence that a table shows on each side of its number."""


def words_before(text: str) -> str:
    """The last words of a text.

    >>> words_before("một hai " * 40)[:9]
    '… hai một'
    """
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def words_after(text: str) -> str:
    """The first words of a text.

    >>> words_after("một hai " * 40)[-9:]
    'một hai …'
    """
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"


def _marked(html: str) -> Markup:
    """HTML in which every value is escaped already; `Markup.format` does both, and takes five times as long."""
    return Markup(html)  # noqa: S704 - of this module's own parts only


@dataclass(frozen=True)
class Cells:
    """The parts of one language. What comes from a row is escaped here."""

    words: Words
    units: Mapping[str, Mapping[str, str]]

    def indicator(self, row: Row) -> str:
        """The name of what a figure counts."""
        return str(row[f"indicator_{self.words.language}"])

    def unit(self, row: Row) -> str:
        """The name of a figure's unit in the middle of a sentence; the sign of per cent."""
        return "%" if row["unit"] == "percent" else in_sentence(self.units.get(row["unit"], {}).get(self.words.language, row["unit"]))

    def amount(self, value: float) -> Markup:
        """A number as people read it; a long one by its magnitude, with all its digits behind it."""
        short, whole = self.words.read_number(value), self.words.number(value)
        return escape(whole) if short == whole else _marked(f'<span title="{escape(whole)}">{escape(short)}</span>')

    def value(self, row: Row) -> str:
        """A figure with its range or denominator and its unit."""
        number = self.words.number
        high = f" – {number(row['value_high'])}" if row.get("value_high") is not None else ""
        whole = f" / {number(row['denominator'])}" if row.get("denominator") is not None else ""
        return f"{number(row['value'])}{high}{whole} {self.unit(row)}"

    def link(self, way: str | None, text: str) -> Markup:
        """Words that lead somewhere; only the words where there is no way."""
        return _marked(f'<a href="{escape(way)}">{escape(text)}</a>') if way else escape(text)

    def badges(self, row: Row) -> Markup:
        """What sets a figure apart from an exact count of what is: an aim, about, up, a share, a disagreement."""
        label, said = self.words.label, self.words.say
        told = [("aim", label("status", "target"))] if row["status"] == "target" else []
        told += [("", label("qualifier", row["qualifier"]))] if row["qualifier"] != "exact" else []
        told += [("", label("direction", row["direction"]))] if row["direction"] else []
        told += [("", label("measure", row["measure"]))] if row["measure"] not in ("count", "amount") else []
        told += [("wrong", said("arithmetic disagrees"))] if row.get("has_warnings") else []
        told += [("wrong", said("reports disagree"))] if row.get("agrees", True) is False else []
        return _marked(" ".join(f'<span class="badge {kind}">{escape(text)}</span>' for kind, text in told))

    def said(self, sentence: str, row: Row) -> Markup:
        """The sentence of a figure with its number marked."""
        at = row["span_start"] - row["sentence_start"]
        return Markup("{}<mark>{}</mark>{}").format(sentence[:at], row["span_text"], sentence[at + len(row["span_text"]) :])

    def said_shortly(self, sentence: str, row: Row) -> Markup:
        """The sentence of a figure for a table: of a long one the words around its number."""
        at = row["span_start"] - row["sentence_start"]
        end = at + len(row["span_text"])
        before, after = words_before(sentence[:at]), words_after(sentence[end:])
        return _marked(f"{escape(before)}<mark>{escape(row['span_text'])}</mark>{escape(after)}")

    def told(self, text: str | None) -> Markup:
        """What a rule, the dictionary or an explanation says, in the language of the page; marked as English where only that is there."""
        if not text or self.words.language == "en":
            return escape(text or "")
        vietnamese = tell_vietnamese(text)
        return escape(vietnamese) if vietnamese else Markup('<span lang="en">{}</span>').format(text)
