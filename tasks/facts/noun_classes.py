"""What is known of a class of nouns, whatever word of it is printed: whether it names anybody, bodies of the Party, or places."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from tasks.facts.lexicons import PROVENANCE, phrases
from tasks.vi.text.lexicon import LexiconError, read_lexicon

NOUN_CLASS_COLUMNS = ("noun", "trait")


class Trait(StrEnum):
    """A trait of a class of nouns, as `seeds/lexicon/noun_classes.csv` names it."""

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
    for line, row in enumerate(read_lexicon("noun_classes", (*NOUN_CLASS_COLUMNS, *PROVENANCE)), 2):
        if row["noun"] not in known or row["trait"] not in set(Trait):
            raise LexiconError(
                f"seeds/lexicon/noun_classes.csv, line {line}: expected a class of nouns.csv and one of {', '.join(Trait)}; "
                f"got {row['noun']!r} and {row['trait']!r}"
            )
        if row["trait"] in traits:
            found.add(row["noun"])
    return frozenset(found)


ANYBODY = nouns_with(Trait.ANYBODY)
BODIES = nouns_with(Trait.BODY)
DISTINCT = nouns_with(Trait.DISTINCT)
PLACES = nouns_with(Trait.PLACE)
RATED = nouns_with(Trait.BODY, Trait.RATED)
GENERIC: frozenset[str | None] = nouns_with(Trait.ANYBODY, Trait.UNSPECIFIC) | {None}
"""Nouns that stand for anything of their kind, and no noun at all."""
