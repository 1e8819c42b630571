"""What is known of a class of nouns, whatever word of it is printed: whether it names anybody, bodies of the Party, or places."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from tasks.facts.knowledge.lexicons import PROVENANCE, phrases
from tasks.vi.text.lexicon import LexiconError, read_lexicon, row_of

NOUN_CLASS_COLUMNS = ("noun", "trait")


class Trait(StrEnum):
    """A trait of a class of nouns, as `seeds/lexicon/noun_classes.csv` names it."""

    ACTING = "acting"  # do and suffer things: so many of them alone are no stock
    ANYBODY = "anybody"  # stands for persons of any kind: who they are is said elsewhere
    BODY = "body"  # a body of the Party
    DISTINCT = "distinct"  # people who are counted for themselves, never as a part of others
    PLACE = "place"  # an administrative unit
    RATED = "rated"  # who is rated every year beside the bodies of the Party
    UNSPECIFIC = "unspecific"  # stands for anything of its kind: what is counted is said elsewhere


@cache
def nouns_with(*traits: Trait) -> frozenset[str]:
    """The classes of nouns that have one of the traits.

    Raises:
        LexiconError: a row names an unknown class of nouns or trait.

    >>> sorted(nouns_with(Trait.BODY))
    ['party_cell', 'party_committee', 'party_organisation']
    """
    known, found = {phrase.key for phrase in phrases() if phrase.table == "noun"}, set[str]()
    columns = (*NOUN_CLASS_COLUMNS, *PROVENANCE)
    for index, row in enumerate(read_lexicon("noun_classes", columns)):
        if row["noun"] not in known or row["trait"] not in set(Trait):
            where = row_of("noun_classes", columns, index).place
            raise LexiconError(
                f"{where}: expected a class of nouns.csv and one of {', '.join(Trait)}; got {row['noun']!r} and {row['trait']!r}"
            )
        if row["trait"] in traits:
            found.add(row["noun"])
    return frozenset(found)


def acting_nouns() -> frozenset[str]:
    """Nouns of people and bodies that do and suffer things."""
    return nouns_with(Trait.ACTING)


def anybody_nouns() -> frozenset[str]:
    """Nouns that stand for persons of any kind."""
    return nouns_with(Trait.ANYBODY)


def body_nouns() -> frozenset[str]:
    """Nouns of bodies of the Party."""
    return nouns_with(Trait.BODY)


def distinct_nouns() -> frozenset[str]:
    """Nouns of people who are never counted as a part of others."""
    return nouns_with(Trait.DISTINCT)


def place_nouns() -> frozenset[str]:
    """Nouns of administrative units."""
    return nouns_with(Trait.PLACE)


def rated_nouns() -> frozenset[str]:
    """Nouns of who is rated every year."""
    return nouns_with(Trait.BODY, Trait.RATED)


@cache
def generic_nouns() -> frozenset[str | None]:
    """Nouns that stand for anything of their kind, and no noun at all."""
    return nouns_with(Trait.ANYBODY, Trait.UNSPECIFIC) | {None}
