"""`solieu teach`: from a sentence to rows of one's own, each with its examples, tried before they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.asking import HomeOption
from flows.lexicons import lexicons_of
from flows.settings import SettingsError, load_settings
from flows.terminal import FAILED, say, says_errors
from seeds.overlay import as_line, nearest

if TYPE_CHECKING:
    from tasks.facts.proofs.teaching import ReadNumber, Taught

NONE = "-"
REASON = "looks alike"
EXAMPLES = 2
"""Sentences that are asked for beside the first where an indicator is new, and as many that must not be read."""

_CODE = re.compile(r"[a-z][a-z_]*")


def add_commands(app: typer.Typer) -> None:
    """Put the command into the command line."""
    app.command()(says_errors(teach))


@dataclass(frozen=True)
class Teacher:
    """Who answers: options first, then, unless all defaults are to be taken, whoever sits before the terminal or what comes in."""

    takes_defaults: bool

    def ask(self, option: str, given: str | None, question: str, default: str | None = None) -> str:
        """One answer.

        Raises:
            SettingsError: nobody answers, and there is no default.
        """
        if given is not None:
            return given.strip()
        if self.takes_defaults:
            if default is None:
                raise SettingsError(f"{option}: not given; {question}")
            return default
        try:
            return str(typer.prompt(question, default=default, show_default=default is not None)).strip()
        except typer.Abort:
            raise SettingsError(f"{option}: not given and not answered; {question}") from None

    def ask_each(self, option: str, given: Sequence[str], question: str, wanted: int) -> list[str]:
        """Several answers, of which an empty one is the last."""
        answers = [*given]
        while len(answers) < wanted and (one := self.ask(option, None, f"{question} ({len(answers) + 1} of {wanted})", "")):
            answers.append(one)
        return answers


def teach(
    sentence: Annotated[str, typer.Argument(help="A sentence with the number that is read wrongly.")],
    number: Annotated[str | None, typer.Option("--number", help="The number as printed, where there are several.")] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="What it counts: a code that is known, or a new one.")] = None,
    label_vi: Annotated[str | None, typer.Option("--label-vi", help="Vietnamese label of a new indicator.")] = None,
    label_en: Annotated[str | None, typer.Option("--label-en", help="English label of a new indicator.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Topic of a new indicator.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Kind of a new indicator: stock or flow.")] = None,
    parent: Annotated[str | None, typer.Option("--parent", help="Broader indicator of a new one; - for none.")] = None,
    noun: Annotated[
        str | None, typer.Option("--noun", help="The word for what is counted; WORD=CLASS:UNIT for one that is new, - for none.")
    ] = None,
    cue: Annotated[str | None, typer.Option("--cue", help="The word that tells it; WORD=CLASS for one that is new, - for none.")] = None,
    expect: Annotated[str | None, typer.Option("--expect", help="What the sentence is to give, as docs/teach.md writes it.")] = None,
    also: Annotated[list[str] | None, typer.Option("--also", help="Another sentence that says it. May be given more than once.")] = None,
    unlike: Annotated[
        list[str] | None, typer.Option("--unlike", help="A sentence that looks alike and says something else, and behind | why.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take what is proposed where no option says otherwise.")] = False,
    home: HomeOption = None,
) -> None:
    """Teach solieu to read a sentence: shows what is read, asks what it should be, tries the rows and writes them to your own lexicon."""
    settings = load_settings(home=home)
    teacher = Teacher(yes)
    with lexicons_of(settings):
        from tasks.facts.proofs.teaching import Lesson, describe_sentence
        from tasks.facts.proofs.teaching import teach as try_rows

        say(f"today  {describe_sentence(sentence)}")
        read = _chosen(teacher, sentence, number)
        code = teacher.ask("--indicator", indicator or _expected_code(expect, read.printed), "what it counts: a code, known or new")
        labels = _labels(teacher, code, label_vi, label_en, topic, kind, parent)
        words = _noun(teacher, noun, sentence, read), _cue(teacher, cue, sentence, read, code)
        wanted = EXAMPLES if labels else 0
        others = teacher.ask_each("--also", also or (), "another sentence that says it", wanted)
        alike = teacher.ask_each("--unlike", unlike or (), "a sentence that looks alike and says something else", wanted)
        lesson = Lesson(sentence, read.printed, code, labels, *words, expect or "", tuple(others), tuple(map(_split, alike)))
        taught = try_rows(lesson)
        _show(taught)
        if taught.problems:
            raise typer.Exit(FAILED)
        if teacher.ask("--yes", None, f"write them to {settings.lexicon_folder}? yes or no", "yes").lower() not in ("yes", "y"):
            say("nothing was written")
            raise typer.Exit(FAILED)
    _write(settings.lexicon_folder, taught)
    say("the next run reads what is stored with them; `solieu lexicon check` tries every row beside them")


def _chosen(teacher: Teacher, sentence: str, number: str | None) -> ReadNumber:
    """The figure of the sentence that is taught: the first that no row names, where none is asked for."""
    from tasks.facts.knowledge.links import OTHER
    from tasks.facts.proofs.teaching import read_sentence

    found = {one.printed: one for one in read_sentence(sentence)}
    if not found:
        raise SettingsError(f"SENTENCE: no number of it is a figure; `solieu explain FILE` says why of each number, got {sentence!r}")
    default = next((one.printed for one in found.values() if one.indicator == OTHER), next(iter(found)))
    printed = default if len(found) == 1 and number is None else teacher.ask("--number", number, "which number", default)
    if printed not in found:
        raise SettingsError(f"--number: {printed!r} is no figure of the sentence; expected one of {', '.join(found)}")
    return found[printed]


def _expected_code(expect: str | None, printed: str) -> str | None:
    """The indicator that an expectation names for a number; the notation is read in full with the rows, when a new one is known."""
    found = re.search(rf"(?:^|;)\s*{re.escape(printed)}=([a-z_]+)", expect or "")
    return found[1] if found else None


def _labels(teacher: Teacher, code: str, *given: str | None) -> tuple[str, str, str, str, str] | None:
    """Labels, topic, parent and kind of an indicator that is new; None of one that is known."""
    from tasks.facts.knowledge.lexicons import indicator_kinds

    if code in indicator_kinds():
        return None
    if not _CODE.fullmatch(code):
        raise SettingsError(f"--indicator: {code!r} is no code; write it in small letters from a to z and _")
    like = nearest(code, indicator_kinds())
    say(f"{code} is new{like}")
    label_vi, label_en, topic, kind, parent = given
    return (
        teacher.ask("--label-vi", label_vi, "its Vietnamese label"),
        teacher.ask("--label-en", label_en, "its English label", code.replace("_", " ").capitalize()),
        teacher.ask("--topic", topic, "its topic", "society"),
        teacher.ask("--parent", parent, "its broader indicator, - for none", NONE).removeprefix(NONE),
        teacher.ask("--kind", kind, "stock (how many there are) or flow (how many were done)", "flow"),
    )


def _noun(teacher: Teacher, given: str | None, sentence: str, read: ReadNumber) -> tuple[str, str, str] | None:
    """The word for what is counted, with its class and its unit."""
    from tasks.facts.knowledge.lexicons import phrases
    from tasks.facts.proofs.teaching import code_of, known_as

    told = teacher.ask("--noun", given, "the word for what is counted, - for none", read.noun or NONE)
    word, _, rest = told.partition("=")
    if word == NONE:
        return None
    _stands_in("--noun", word, sentence)
    if known := known_as("noun", word) if not rest else []:
        return (word, *known[0])
    name, _, unit = rest.partition(":")
    name = name or teacher.ask("--noun", None, f"what {word!r} is: a class of nouns, known or new", code_of(word))
    units = {one.key: one.value for one in phrases() if one.table == "noun"}
    return word, name, unit or teacher.ask("--noun", None, f"the unit of {word!r}", units.get(name, "item"))


def _cue(teacher: Teacher, given: str | None, sentence: str, read: ReadNumber, code: str) -> tuple[str, str] | None:
    """The word that tells what happens, with its class: one that rules of the indicator ask for, or a new one."""
    from tasks.facts.knowledge.lexicons import indicator_rules
    from tasks.facts.proofs.teaching import code_of, known_as

    told = teacher.ask("--cue", given, "the word that tells it, - for none", read.guess or NONE)
    word, _, name = told.partition("=")
    if word == NONE:
        return None
    _stands_in("--cue", word, sentence)
    if not name and (known := known_as("cue", word)):
        return word, known[0][0]
    rules = (one for one in indicator_rules() if one.indicator == code and len(one.needs) == 1 and read.kind in one.numbers)
    asked = next((cue for one in rules if not one.nouns or read.noun_class in one.nouns for cue in one.needs), code_of(word))
    return word, name or teacher.ask("--cue", None, f"what {word!r} tells: a class of cues, known or new", asked)


def _stands_in(option: str, word: str, sentence: str) -> None:
    from tasks.vi.text.spelling import one_spelling

    if one_spelling(word) not in one_spelling(sentence):
        raise SettingsError(f"{option}: {word!r} does not stand in the sentence")


def _split(told: str) -> tuple[str, str]:
    """A sentence that looks alike, and why it says something else."""
    sentence, _, why = told.partition("|")
    return sentence.strip(), why.strip() or REASON


def _show(taught: Taught) -> None:
    """The rows, what is read with them, and what is wrong with them."""
    for name, rows in taught.rows.items():
        for row in rows:
            say(f"{name}.csv  {as_line(row)}")
    if taught.reading:
        say(f"now    {taught.reading}")
    for problem in taught.problems:
        say(f"wrong: {problem}")
    if taught.problems:
        say("nothing was written")


def _write(folder: Path, taught: Taught) -> None:
    """Write the files that got rows, each beside and renamed: a run that begins meanwhile reads the old one or the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in taught.rows:
        path = folder / f"{name}.csv"
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(taught.overlay.texts[path.name], "utf-8")
        beside.replace(path)
        say(f"wrote {path}")
