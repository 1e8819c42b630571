"""One article read once: everything the language layer finds in its text, kept where the rules of figures can ask for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tasks.facts.document.headings import headings_over
from tasks.facts.document.phrases import Hits, find_phrases
from tasks.facts.document.records import ArticleText
from tasks.vi.entities.names import Organisation, find_organisations
from tasks.vi.numbers.dispositions import Disposition, find_dispositions
from tasks.vi.numbers.numbers import Number, find_numbers
from tasks.vi.numbers.numerals import find_numerals
from tasks.vi.temporal.periods import Period, find_periods
from tasks.vi.text.patterns import pattern
from tasks.vi.text.sentences import find_sentences
from tasks.vi.text.spans import Span
from tasks.vi.text.spelling import one_spelling
from tasks.vi.text.words import Words

_BARE = re.compile(r"[^\n\w]*\d(?:\d|[^\w\n])*(?=\n|$)")
_AIMED_YEAR = pattern("aimed_year")


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands where in an article's text. All lists are in reading order; `lines` are where lines begin, `bare_lines` where those
    begin that hold numbers and no word, `sentence_starts` and `name_starts` where sentences and names of organisations and places do."""

    article: ArticleText
    text: str
    spelled: str
    sentences: list[Span]
    numerals: list[tuple[int, int]]
    numbers: list[Number]
    dispositions: list[Disposition]
    organisations: list[Organisation]
    phrases: dict[str, Hits]
    lines: list[int]
    bare_lines: frozenset[int]
    words: Words
    sentence_starts: list[int]
    name_starts: list[int]
    _periods: list[list[Period]] = field(default_factory=list, repr=False)
    _years: list[int | None] = field(default_factory=list, repr=False)
    _headings: list[dict[int, tuple[Span, ...]]] = field(default_factory=list, repr=False)

    @property
    def periods(self) -> list[Period]:
        """Its phrases of time: looked for when a figure first asks, since many texts have no figure."""
        if not self._periods:
            self._periods.append(find_periods(self.text, self.article.published_on, self.words))
        return self._periods[0]

    @property
    def year_written(self) -> int | None:
        """The year of publication; without a date the latest that can have been over then: the one before the first that it aims at."""
        if self.article.published_on is not None:
            return self.article.published_on.year
        if not self._years:
            self._years.append(min((int(match[1]) - 1 for match in _AIMED_YEAR.finditer(self.spelled)), default=None))
        return self._years[0]

    def headings_over(self, position: int) -> tuple[Span, ...]:
        """The headings and introductions that stand over the line of a position, the nearest first."""
        if not self._headings:
            title = len(self.article.title) + 1 if self.article.title is not None else 0
            self._headings.append(headings_over(self.text, self.lines, title))
        return self._headings[0].get(self.line_start(position), ())

    def sentence_of(self, position: int) -> int:
        """Index of the sentence that holds a position (the one before it when it stands between two)."""
        return max(bisect_right(self.sentence_starts, position) - 1, 0)

    def line_start(self, position: int) -> int:
        """Where the paragraph of a position begins."""
        index = bisect_right(self.lines, position) - 1
        return self.lines[index]

    def in_name(self, position: int) -> bool:
        """Whether a position lies inside the name of an organisation or place."""
        index = bisect_right(self.name_starts, position) - 1
        return index >= 0 and position < self.organisations[index].end

    def place_at(self, position: int) -> Organisation | None:
        """The place or country whose name begins at a position."""
        index = bisect_right(self.name_starts, position) - 1
        one = self.organisations[index] if index >= 0 else None
        return one if one is not None and one.start == position and one.kind in ("place", "country") else None

    def in_title(self, position: int) -> bool:
        """Whether a position stands in the title line."""
        return self.article.title is not None and position < len(self.article.title)


def read_article(article: ArticleText) -> Reading:
    """Reads an article with every finder of the language layer."""
    text = article.text
    spelled = one_spelling(text)
    words = Words(text, spelled)
    numerals = list(find_numerals(text))
    dispositions = find_dispositions(text, numerals)
    sentences = find_sentences(text)
    starts = [sentence.start for sentence in sentences]
    numbers = find_numbers(text, dispositions, numerals, words)
    organisations = find_organisations(text, article.title, words)
    lines = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
    return Reading(
        article=article,
        text=text,
        spelled=spelled,
        sentences=sentences,
        numerals=numerals,
        numbers=numbers,
        dispositions=dispositions,
        organisations=organisations,
        lines=lines,
        bare_lines=frozenset(line for line in lines if not text[line : line + 1].isalpha() and _BARE.match(text, line)),
        phrases=find_phrases(spelled, _with_numbers(sentences, starts, numbers)),
        words=words,
        sentence_starts=starts,
        name_starts=[one.start for one in organisations],
    )


def _with_numbers(sentences: Sequence[Span], starts: Sequence[int], numbers: Sequence[Number]) -> list[Span]:
    """The sentences that hold a number, each once."""
    indices = {max(bisect_right(starts, number.start) - 1, 0) for number in numbers}
    return [sentences[index] for index in sorted(indices)]
