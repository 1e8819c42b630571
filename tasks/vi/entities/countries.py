"""Countries named without a head word: `Nga`, `Nhật Bản`, `Việt Nam`; many names of one syllable are names of people, too."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.vi.entities.organisation_words import TextWords
from tasks.vi.gazetteer.place_names import country_names, place_key
from tasks.vi.text.word_set import word_set

# Words that open a sentence more often than the country does: `Anh cho biết`, `Ý kiến`, `Áo dài`.
_WORDS_TOO = word_set("anh ý áo nhật đức")
# What is called before a person's name, or the words of one: `chị Nga`, `Nguyễn Thị Nga`.
_PERSON = r"(?<!\w)(?:[Cc]hị|[Bb]à|[Cc]ô|[Aa]nh|[Ôô]ng|[Ee]m|[Bb]é|[Cc]háu|(?:[^\W\d_][^\W\d_]* )?(?:Thị|Văn|[^\W\d_]+ [^\W\d_]+)) "
_MOST_WORDS = 3
_LONGEST_SYLLABLE = 4
_KEPT = 16


def is_country(words: TextWords, first: int, end: int) -> bool:
    """Whether the capitalised words `first:end` are the name of a country."""
    name = words.span(first, end)
    if place_key(name) not in country_names():
        return False
    if end - first > 1 or len(name) > _LONGEST_SYLLABLE:
        return True
    opens = first == 0 or words.gap(first) != " "
    return not (opens and words.lows[first] in _WORDS_TOO) and not is_persons_name(words.text, name)


@lru_cache(_KEPT)
def is_persons_name(text: str, name: str) -> bool:
    """Whether the text calls a person by the name; kept, for an article names a country again and again."""
    called_by, done, at = re.compile(rf"{_PERSON}{re.escape(name)}(?!\w)"), 0, text.find(f" {name}")
    while at >= 0:
        after = at + len(name) + 2  # with the character that must not go on with the name
        match = called_by.search(text, max(done, _words_before(text, at)), after)
        if match is not None:
            called, done = match[0].split(), match.end()
            if len(called) == 2 or all(word[0].isupper() for word in called):
                return True
        at = text.find(f" {name}", at + 1)
    return False


def _words_before(text: str, end: int) -> int:
    """Where the words begin that can call a person by the name behind them: the rest of a text need not be searched."""
    for _ in range(_MOST_WORDS):
        end = text.rfind(" ", 0, max(0, end))
    return end + 1
