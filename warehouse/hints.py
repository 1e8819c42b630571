"""What to try instead: said where an answer is empty, or refused, for a reason that one who knows Vietnamese data would guess."""

from __future__ import annotations

import re
import unicodedata

_LIKE = re.compile(r"\b(?:i?like|similar\s+to|contains|starts_with)\b[^']{0,20}'([^']+)'", re.IGNORECASE)
_UNACCENT = re.compile(r"\b(?:unaccent|remove_accents|no_accent)\b", re.IGNORECASE)
_FOLDED = re.compile(r"\bfold\s*\(", re.IGNORECASE)


def hint_for_nothing(sql: str) -> str | None:
    """What to try when a query gave no row; None when nothing is known.

    `ilike` tells `a` from `á` and `d` from `đ`; the macro `fold` takes the marks from both sides.

    >>> hint_for_nothing("from figures where place_name ilike '%quy hop%'")
    "ilike and like tell letters with marks from those without: fold(…) like '%quy hop%', or from find_figures('quy hop')"
    """
    if not (found := _LIKE.search(sql)) or _FOLDED.search(sql):
        return None
    words = " ".join(found[1].replace("%", " ").replace("_", " ").split()).lower()
    return (
        "ilike and like tell letters with marks from those without: "
        f"fold(…) like '%{_plain(words)}%', or from find_figures('{_plain(words)}')"
    )


def hint_for_error(message: str) -> str | None:
    """What to try when DuckDB knows no function for taking the marks off; None when it is something else."""
    return "the macro that takes tone marks off is fold(words)" if _UNACCENT.search(message) else None


def _plain(words: str) -> str:
    """The words without marks, as `fold` gives them."""
    apart = unicodedata.normalize("NFD", words.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
