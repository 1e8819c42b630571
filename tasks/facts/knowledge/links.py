"""What is known of an indicator beside its words: what a share of it counts, what a fall of it is called, whom it elects."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from seeds.overlay import read_seed_rows
from tasks.facts.knowledge.lexicons import PROVENANCE, indicator_kinds, indicator_parents
from tasks.vi.text.lexicon import LexiconError, read_lexicon, row_of

RELATION_COLUMNS = ("indicator", "relation", "related")


class Link(StrEnum):
    """How one indicator stands to another, as `seeds/lexicon/relations.csv` names it; those below `UNKNOWN` stand alone."""

    COUNTED_AS = "counted_as"  # the count that a share of it stands for: `6,7% hộ nghèo (2.500 hộ)`
    DIVIDES = "divides"  # the count that a rate divides by all there are
    ELECTED_AS = "elected_as"  # members of it, where they were elected
    FALLS_AS = "falls_as"  # what its fall is
    INCLUDES = "includes"  # what is done in doing it
    LEFT_AS = "left_as"  # what is left of it
    LEVEL_AS = "level_as"  # the level that its change leads to
    NAMED_PEOPLE_AS = "named_people_as"  # what people told by the name of their people are
    PEOPLE_OF = "people_of"  # the people in it
    PERSONS_BESIDE = "persons_beside"  # the persons told beside it
    SHARE_AS = "share_as"  # what a share of all that is it is
    STANDARD_MET_AS = "standard_met_as"  # what those of it are that meet every criterion
    UNKNOWN = "unknown"
    AIMS = "aims"  # aims that are met, or only set
    DATED_AWARD = "dated_award"  # its slices are years
    PER_HEAD = "per_head"  # a level of a year, whoever has it
    PLANNED = "planned"  # a share of a sum of it is of the plan
    RATING = "rating"  # one mark of several that all of the whole get


ALONE = frozenset({Link.UNKNOWN, Link.AIMS, Link.DATED_AWARD, Link.PER_HEAD, Link.PLANNED, Link.RATING})


@cache
def _table() -> dict[tuple[str, Link], str]:
    """The other indicator of every relation; a trait has none.

    Raises:
        LexiconError: a row names an unknown indicator or relation, or says twice what an indicator is related to.
    """
    codes, table = indicator_kinds(), dict[tuple[str, Link], str]()
    columns = (*RELATION_COLUMNS, *PROVENANCE)
    for index, row in enumerate(read_lexicon("relations", columns)):
        where = row_of("relations", columns, index).place
        if row["relation"] not in set(Link):
            raise LexiconError(f"{where}: {row['relation']!r} is no relation; expected one of {', '.join(Link)}")
        link = Link(row["relation"])
        if row["indicator"] not in codes or (row["related"] not in codes if link not in ALONE else row["related"]):
            raise LexiconError(f"{where}: {row['indicator']!r} and {row['related']!r} are to be indicators, of a trait only the first")
        if link is Link.UNKNOWN and row["indicator"] != OTHER:
            raise LexiconError(f"{where}: only {OTHER} is {link}")
        if (row["indicator"], link) in table:
            raise LexiconError(f"{where}: a second row tells of {row['indicator']} and {link}")
        table[row["indicator"], link] = row["related"]
    return table


def related(indicator: str, link: Link) -> str | None:
    """The indicator that stands in a relation to another; None when there is none.

    >>> related("poverty_rate", Link.COUNTED_AS), related("students", Link.COUNTED_AS)
    ('poor_households', None)
    """
    return _table().get((indicator, link))


def has(indicator: str, trait: Link) -> bool:
    """Whether an indicator has a trait, or stands in a relation at all."""
    return (indicator, trait) in _table()


@cache
def targets(link: Link) -> frozenset[str]:
    """Every indicator that another stands in a relation to."""
    return frozenset(other for (_, name), other in _table().items() if name == link)


@cache
def inverse(indicator: str, link: Link) -> str | None:
    """The indicator that stands in a relation to this one; the first of the lexicon where several do."""
    return next((one for (one, name), other in _table().items() if name == link and other == indicator), None)


@cache
def root(indicator: str) -> str:
    """The broadest indicator that an indicator is a part of; itself when it has no parent.

    >>> root("party_members_expelled"), root("students")
    ('party_members', 'students')
    """
    parent = indicator_parents().get(indicator)
    return indicator if parent is None else root(parent)


def _unknown() -> str:
    """The indicator of figures that no row names, as the seeds say it: no overlay changes that.

    Raises:
        LexiconError: not exactly one indicator has the trait `unknown`.
    """
    columns, rows = read_seed_rows("relations")
    found = [row.cells[columns.index("indicator")] for row in rows if Link.UNKNOWN in row.cells]
    if len(found) != 1:
        raise LexiconError(f"seeds/lexicon/relations.csv: {len(found)} indicators are `unknown`; expected one")
    return found[0]


OTHER = _unknown()
"""The indicator of what no row names; the key of a slice that no coded key names is spelled alike."""
