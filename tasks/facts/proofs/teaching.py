"""Teaching by a sentence: which rows make its number what it should be, with their examples, and whether they do so.

Nothing is written here: rows are tried in an overlay that holds them, and what was read before is read again afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from seeds.overlay import Overlay, active_overlay, add_rows, use_overlay
from tasks.facts.document.phrases import TABLES
from tasks.facts.document.reading import Reading, read_article
from tasks.facts.extraction import draft_figures, extract_figures
from tasks.facts.knowledge.lexicons import phrases
from tasks.facts.proofs.check import (
    Proof,
    article_of,
    check_negative,
    check_proof,
    describe,
    find_redundant,
    read_negatives,
    read_proofs,
)
from tasks.facts.proofs.coverage import find_lacking
from tasks.facts.proofs.names import find_wrong_cells
from tasks.facts.proofs.notation import Expected
from tasks.vi.text.fold import fold_text
from tasks.vi.text.spelling import one_spelling
from tasks.vi.text.words import Words

SOURCE = "own"
UNIT = "unit"
_WITH_UNIT = [Expected("", "", {}, {UNIT: ""})]

Rows = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A figure of a sentence as it is read: the number as printed, its indicator, the kind of number, the noun that is counted with its
    class and unit (empty for none), and the words before it that no lexicon knows."""

    printed: str
    indicator: str
    kind: str
    noun: str
    noun_class: str
    unit: str
    guess: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a sentence is to teach.

    Attributes:
        sentence: it holds the number `printed`, which is to count `indicator`.
        labels: of an indicator that is new: Vietnamese and English label, topic, parent (may be empty), `stock` or `flow`.
        noun: a word for what is counted, with its class and unit; None where it is known or nothing is counted.
        cue: a word that tells what happens, with its class; None where a noun says it all or the word is known.
        expected: what the sentence is to give, in the notation of examples; empty: what the rows make of it, if the number is right.
        also: other sentences that say the same. `unlike`: sentences that look alike and must not be read so, and why.
    """

    sentence: str
    printed: str
    indicator: str
    labels: tuple[str, str, str, str, str] | None = None
    noun: tuple[str, str, str] | None = None
    cue: tuple[str, str] | None = None
    expected: str = ""
    also: tuple[str, ...] = ()
    unlike: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """The rows of a lesson by lexicon, the overlay with them, what the sentence gives then, and why they must not be kept."""

    rows: Mapping[str, Sequence[tuple[str, ...]]]
    overlay: Overlay
    reading: str
    problems: tuple[str, ...]


def read_sentence(sentence: str) -> list[ReadNumber]:
    """The figures of a sentence as they are read, in reading order."""
    reading = read_article(article_of(sentence))
    return [
        ReadNumber(
            draft.printed, draft.indicator, draft.kind, reading.spelled[draft.noun.start : draft.noun.end] if draft.noun else "",
            draft.noun_class or "", draft.unit, _guess(reading, draft.start),
        )
        for draft in draft_figures(reading)
    ]  # fmt: skip


def _guess(reading: Reading, end: int) -> str:
    """The last word before a number that no lexicon knows, with the one before it: most often they tell what happens."""
    taken = [hit for table in TABLES for hit in reading.phrases[table].within(0, end)]
    words = Words(reading.text[:end])
    for index in range(words.count - 1, -1, -1):
        start, stop = words.starts[index], words.ends[index]
        if not any(hit.start < stop and start < hit.end for hit in taken):
            return reading.spelled[words.starts[max(0, index - 1)] : stop]
    return ""


def describe_sentence(sentence: str) -> str:
    """What a sentence gives, in the notation of examples."""
    return describe(extract_figures(article_of(sentence)).observations, _WITH_UNIT)


def code_of(surface: str) -> str:
    """A code for a word: its letters without marks.

    >>> code_of("tiêm chủng")
    'tiem_chung'
    """
    return "_".join(fold_text(surface).split())


def teach(lesson: Lesson) -> Taught:
    """The rows that teach a lesson, tried together with the overlay that is active."""
    before = active_overlay()
    rows = _rows_without_rule(lesson)
    with _trying(add_rows(before, rows)):
        if wrong := find_wrong_cells():
            return Taught(_kept(rows), before, "", tuple(f"{one.column}: {one.problem}" for one in wrong))
        if not _is_read(lesson, lesson.sentence):
            rows["indicator_rules"] = [_rule(lesson)]
    return _prove(lesson, rows, before)


def _rows_without_rule(lesson: Lesson) -> Rows:
    """What is new in the lesson but for a rule; the words have no examples yet."""
    rows: Rows = {"negatives": [(sentence, f"={lesson.indicator}", why, SOURCE) for sentence, why in lesson.unlike]}
    if lesson.labels:
        rows["indicators"] = [(lesson.indicator, *lesson.labels)]
    if lesson.noun and not is_known("noun", *lesson.noun):
        rows["nouns"] = [(*lesson.noun, "", "", SOURCE)]
    if lesson.cue and not is_known("cue", *lesson.cue):
        rows["cues"] = [(*lesson.cue, "", "", SOURCE)]
    return rows


def is_known(table: str, surface: str, key: str, value: str = "") -> bool:
    """Whether a lexicon has a word with that class, and of nouns that unit."""
    return (key, value) in known_as(table, surface)


def known_as(table: str, surface: str) -> list[tuple[str, str]]:
    """What a word is known as in a lexicon: its classes, of nouns with their units.

    >>> known_as("noun", "đảng viên")
    [('party_member', 'person')]
    """
    return [(one.key, one.value) for one in phrases() if one.table == table and one.surface == one_spelling(surface)]


@contextmanager
def _trying(overlay: Overlay) -> Iterator[None]:
    before = active_overlay()
    use_overlay(overlay)
    try:
        yield
    finally:
        use_overlay(before)


def _kept(rows: Rows) -> Rows:
    return {name: added for name, added in rows.items() if added}


def _is_read(lesson: Lesson, sentence: str) -> bool:
    """Whether a sentence gives the indicator; of the one of the lesson, for its number."""
    printed = lesson.printed if sentence == lesson.sentence else None
    return any(one.indicator == lesson.indicator and printed in (None, one.printed) for one in read_sentence(sentence))


def _rule(lesson: Lesson) -> tuple[str, ...]:
    """The rule that the sentence needs: its kind of number, the nouns that the sentences count, and the cue where it stands."""
    number = next(one for one in read_sentence(lesson.sentence) if one.printed == lesson.printed)
    others = (one for sentence in lesson.also for one in read_sentence(sentence) if one.kind == number.kind)
    counted = dict.fromkeys(one.noun_class for one in (number, *others))
    nouns = [] if "" in counted else list(counted)
    left = right = ""
    if lesson.cue:
        surface, name = lesson.cue
        comes_first = one_spelling(lesson.sentence).find(one_spelling(surface)) < lesson.sentence.find(lesson.printed)
        left, right = (name, "") if comes_first else ("", name)
    return (lesson.indicator, number.kind, ",".join(nouns), left, right, "", "", "", "", "", SOURCE)


def _prove(lesson: Lesson, rows: Rows, before: Overlay) -> Taught:
    """Write the examples into the rows, and run them."""
    sentences = (lesson.sentence, *lesson.also)
    with _trying(add_rows(before, _kept(rows))):
        unread = tuple(f"{one!r} gives {describe_sentence(one)!r}" for one in sentences if not _is_read(lesson, one))
        expected = [lesson.expected or describe_sentence(lesson.sentence), *map(describe_sentence, lesson.also)]
    proof = (" | ".join(sentences), " | ".join(expected), SOURCE)
    word_proof = (sentences[0], expected[0], SOURCE) if "indicator_rules" in rows else proof
    for name, shown in (("nouns", word_proof), ("cues", word_proof), ("indicator_rules", proof)):
        rows[name] = [(*row[:-3], *shown) for row in rows.get(name, ())]
    after = add_rows(before, _kept(rows))
    with _trying(after):
        return Taught(_kept(rows), after, describe_sentence(lesson.sentence), unread or tuple(_problems(lesson)))


def _problems(lesson: Lesson) -> Iterator[str]:
    """What the rows of a lesson do not prove, and what other rows they break: those whose examples hold its words."""
    own = {lesson.sentence, *lesson.also, *(sentence for sentence, _ in lesson.unlike)}
    words = [one_spelling(word[0]) for word in (lesson.noun, lesson.cue) if word]

    def concerns(proof: Proof) -> bool:
        return proof.example in own or any(word in one_spelling(proof.example) for word in words)

    yield from (str(failure) for proof in read_proofs() if concerns(proof) and (failure := check_proof(proof)))
    yield from (str(failure) for proof in read_negatives() if concerns(proof) and (failure := check_negative(proof)))
    yield from (f"{one.example!r} gives the same without {one.surface!r}" for one in find_redundant(True) if one.example in own)
    yield from (one.problem for one in find_lacking() if lesson.indicator in one.row.cells)
