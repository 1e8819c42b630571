"""The words of administrative levels, in full and short, and the level words that heads of committees speak of."""

from __future__ import annotations

from functools import cache

from tasks.vi.text.lexicon import read_lexicon

LEVEL_COLUMNS = ("surface", "word", "level")
_PROVENANCE = ("example", "expected", "source")


@cache
def level_words() -> dict[str, tuple[str, str]]:
    """The words of administrative levels, short ones too: the full word, and the level of a slice where it names one alone.

    >>> level_words()["tp"], level_words()["huyện"]
    (('thành phố', ''), ('huyện', 'district'))
    """
    rows = read_lexicon("level_words", (*LEVEL_COLUMNS, *_PROVENANCE))
    return {row["surface"]: (row["word"], row["level"]) for row in rows}


def level_group(head: str) -> str:
    """`TP` and `thành phố` are one level word; `huyện ủy` speaks of a huyện.

    >>> level_group("tp"), level_group("huyện ủy"), level_group("xã")
    ('thành phố', 'huyện', 'xã')
    """
    return level_words().get(head, (head, ""))[0]
