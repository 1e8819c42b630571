"""The lexicons of figures, read once from `seeds/lexicon/` into typed rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tasks.vi.text.lexicon import LexiconError, read_lexicon
from tasks.vi.text.patterns import phrase_patterns
from tasks.vi.text.spelling import one_spelling

INDICATOR_COLUMNS = ("indicator", "label_vi", "label_en", "topic", "parent", "kind")
UNIT_COLUMNS = ("unit", "label_vi", "label_en", "parent", "factor")
_AREA_UNIT = "hectare"
STEP = "step"
"""The table of units that only a smaller unit behind them tells: `2 mẫu 3 sào`."""
STOCK, FLOW = "stock", "flow"
KINDS = (STOCK, FLOW)
WEAK = frozenset({"stock", "met"})
PROVENANCE = ("example", "expected", "source")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A surface in one spelling and what it stands for.

    `table` is the lexicon it comes from; `key` the class it names (a noun class, a cue, a unit, a qualifier, a status, or
    the key of a breakdown); `value` the second thing it says (the unit of a noun, the value of a breakdown, the side of a
    qualifier), `scope` where it may be read (`any`, or `part`: only in a list of parts).
    """

    surface: str
    table: str
    key: str
    value: str = ""
    scope: str = "any"

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit of measure."""
        return self.table in ("measure", STEP)


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """What a figure counts, decided by the noun after it and the cues around it. An empty condition always holds.

    `numbers` are kinds of number (count, percent, plan, money, price, area, amount), `nouns` noun classes of which one must stand with
    the number, `left` and `right` cues that must all stand before or after it, `cues` cues of which all must stand on
    either side, `unless` cues of which none may (`unless_before`: none before it, written `<cue`; `unless_after`: none after it,
    written `>cue`), `about` a pattern of `phrase_patterns.csv` that must stand somewhere in the article. `needs` are all its
    cues, `strength` how many of them say what happens.
    """

    name: str
    indicator: str
    numbers: frozenset[str]
    nouns: frozenset[str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    cues: tuple[str, ...]
    unless: frozenset[str]
    unless_before: frozenset[str]
    unless_after: frozenset[str]
    about: str
    needs: frozenset[str]
    strength: int

    @property
    def is_event(self) -> bool:
        """Whether it asks for more than a noun, or a cue on one side of the number: something is said of what is counted."""
        return bool(self.left or self.right or (self.nouns and self.cues))

    @property
    def names_more(self) -> bool:
        """Whether it asks for more than one word."""
        return len(self.nouns) + len(self.left) + len(self.right) + len(self.cues) > 1


def _rows(name: str, *columns: str) -> Iterable[dict[str, str]]:
    return (dict(row) for row in read_lexicon(name, (*columns, *PROVENANCE)))


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase of every lexicon of figures."""
    found: list[Phrase] = []
    for row in _rows("nouns", "surface", "noun", "unit"):
        found.append(Phrase(one_spelling(row["surface"]), "noun", row["noun"], row["unit"]))
    for row in _rows("measures", "surface", "unit"):
        found.append(Phrase(one_spelling(row["surface"]), "measure", row["unit"]))
    for row in _rows("unit_steps", "surface", "smaller", "per", "unit"):
        found.append(Phrase(one_spelling(row["surface"]), STEP, row["unit"], row["unit"]))
    for row in _rows("cues", "surface", "cue"):
        found.append(Phrase(one_spelling(row["surface"]), "cue", row["cue"]))
    for row in _rows("breakdowns", "surface", "key", "value", "scope"):
        found.append(Phrase(one_spelling(row["surface"]), "breakdown", row["key"], row["value"], row["scope"]))
    for row in _rows("qualifiers", "surface", "qualifier", "side"):
        found.append(Phrase(one_spelling(row["surface"]), f"qualifier_{row['side']}", row["qualifier"]))
    for row in _rows("status", "surface", "status"):
        found.append(Phrase(one_spelling(row["surface"]), "status", row["status"]))
    return tuple(found)


@cache
def units_of_area() -> frozenset[str]:
    """The codes of the units that areas are measured in: those that are parts or multiples of a hectare, or vary in size by region."""
    rows = read_lexicon("units", UNIT_COLUMNS)
    return frozenset({_AREA_UNIT, *(row["unit"] for row in rows if row["parent"] == _AREA_UNIT)})


def is_weak(cue: str) -> bool:
    """Whether a cue only says that something is there or what it is: it never outranks what happened to it."""
    return cue in WEAK or cue.endswith("_cue")


@cache
def indicator_rules() -> tuple[IndicatorRule, ...]:
    """The rules that name an indicator, each checked against the codes it speaks of.

    Raises:
        LexiconError: a rule names an indicator, noun class or cue that no lexicon knows.
    """
    nouns = {phrase.key for phrase in phrases() if phrase.table == "noun"}
    cues = {phrase.key for phrase in phrases() if phrase.table == "cue"}
    codes = indicator_kinds()
    rules = []
    for row in _rows("indicator_rules", "indicator", "number", "noun", "left", "right", "cue", "unless", "about"):
        wanted = (*_split(row["left"]), *_split(row["right"]), *_split(row["cue"]))
        rule = IndicatorRule(
            name=_rule_name(row),
            indicator=row["indicator"],
            numbers=frozenset(_split(row["number"])),
            nouns=frozenset(_split(row["noun"])),
            left=_split(row["left"]),
            right=_split(row["right"]),
            cues=_split(row["cue"]),
            unless=frozenset(cue for cue in _split(row["unless"]) if cue[0] not in "<>"),
            unless_before=frozenset(cue[1:] for cue in _split(row["unless"]) if cue.startswith("<")),
            unless_after=frozenset(cue[1:] for cue in _split(row["unless"]) if cue.startswith(">")),
            about=row["about"],
            needs=frozenset(wanted),
            strength=sum(not is_weak(cue) for cue in wanted),
        )
        unknown = [name for name in rule.nouns if name not in nouns]
        excluded = (*rule.unless, *rule.unless_before, *rule.unless_after)
        unknown += [name for name in (*rule.left, *rule.right, *rule.cues, *excluded) if name not in cues]
        if rule.indicator not in codes:
            unknown.append(rule.indicator)
        if rule.about and rule.about not in phrase_patterns():
            unknown.append(rule.about)
        if unknown:
            raise LexiconError(f"seeds/lexicon/indicator_rules.csv: the rule for {rule.indicator} names unknown {', '.join(unknown)}")
        rules.append(rule)
    return tuple(rules)


@cache
def indicator_kinds() -> dict[str, str]:
    """Every indicator code and whether it is a stock or a flow.

    Raises:
        LexiconError: an indicator is neither, or its parent is no indicator.
    """
    kinds = {row["indicator"]: row["kind"] for row in read_lexicon("indicators", INDICATOR_COLUMNS)}
    for code, kind in kinds.items():
        if kind not in KINDS:
            raise LexiconError(f"seeds/lexicon/indicators.csv: {code} is of kind {kind!r}; expected {' or '.join(KINDS)}")
    if strays := {parent for parent in indicator_parents().values() if parent not in kinds}:
        raise LexiconError(f"seeds/lexicon/indicators.csv: unknown parent {', '.join(sorted(strays))}")
    return kinds


@cache
def indicator_parents() -> dict[str, str]:
    """The broader indicator of every indicator that has one."""
    return {row["indicator"]: row["parent"] for row in read_lexicon("indicators", INDICATOR_COLUMNS) if row["parent"]}


@cache
def indicator_topics() -> dict[str, str]:
    """The topic of every indicator: party_building, society, economy, education."""
    return {row["indicator"]: row["topic"] for row in read_lexicon("indicators", INDICATOR_COLUMNS)}


def _rule_name(row: dict[str, str]) -> str:
    """`noun+cue>indicator`; `#` stands for the number where a cue must come before (`establish#`) or after it (`#establish`).

    A rule of a noun alone says what numbers it is of, when not of counts, so that no two rules share a name.
    """
    left = ",".join(f"{cue}#" for cue in _split(row["left"]))
    right = ",".join(f"#{cue}" for cue in _split(row["right"]))
    conditions = [part for part in (row["noun"], left, right, row["cue"]) if part]
    of = f" ({row['number']})" if conditions == [row["noun"]] and row["number"] != "count" else ""
    return "+".join(conditions) + f">{row['indicator']}{of}"


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())
