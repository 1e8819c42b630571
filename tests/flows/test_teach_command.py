"""`solieu teach` and `solieu lexicon check` as people type them: answers of options and of the terminal, rows written, what is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from overlays import ALSO, SENTENCE, UNLIKE, VACCINATIONS, write_overlay
from plain_run import run_stages
from small_articles import write_articles
from typer.testing import CliRunner, Result

from flows.cli import app
from seeds.overlay import NO_OVERLAY, active_overlay, parse_rows
from warehouse.reading import run_query

ROOT = Path(__file__).parents[2]
OPTIONS = ("--indicator", "vaccinations", "--label-vi", "Số người được tiêm chủng", "--cue", "tiêm chủng=vaccinate")
EXAMPLES = [part for option, told in (("--also", ALSO), ("--unlike", UNLIKE)) for one in told for part in (option, one)]


def solieu(*arguments: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=answers, env={"COLUMNS": "400"})


def rows_of(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    return {path.stem: [row.cells for row in parse_rows(path.name, path.read_text("utf-8"))[1]] for path in sorted(folder.iterdir())}


def test_options_alone_teach_and_the_next_night_reads_it(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(2))
    (raw / "tiêm.txt").write_text(f"Xã Nậm Mười chăm lo sức khỏe\n\n{SENTENCE} Bà con yên tâm sản xuất trong năm mới.\n", "utf-8")
    run_stages(home, raw, judge=False)
    told = solieu("teach", SENTENCE, *OPTIONS, *EXAMPLES, "--yes", "--home", home)
    assert told.exit_code == 0, told.output
    assert "today  1.250=other unit:person" in told.output
    assert "now    1.250=vaccinations unit:person" in told.output
    taught = rows_of(home / "lexicon")
    assert {name: len(rows) for name, rows in taught.items()} == {"cues": 1, "indicator_rules": 1, "indicators": 1, "negatives": 2}
    assert taught["indicators"] == [("vaccinations", "Số người được tiêm chủng", "Vaccinations", "society", "", "flow")]
    planned = solieu("plan", "--raw", raw, "--home", home)
    assert "3 rules-changed" in planned.output
    told = solieu("run", "--raw", raw, "--home", home)
    assert told.exit_code == 0, told.output
    rows = run_query(
        home / "warehouse.duckdb", "select indicator, label_vi from figures join indicators using (indicator) where value = 1250"
    )
    assert rows.to_pylist() == [{"indicator": "vaccinations", "label_vi": "Số người được tiêm chủng"}]
    assert active_overlay() == NO_OVERLAY


def test_answers_teach_and_an_empty_one_takes_what_is_proposed(tmp_path: Path) -> None:
    answers = ["vaccinations", "Số người được tiêm chủng", "", "", "", "", "", "", "vaccinate", *ALSO, *UNLIKE, "yes"]
    told = solieu("teach", SENTENCE, "--home", tmp_path, answers="\n".join(answers) + "\n")
    assert told.exit_code == 0, told.output
    assert "the word that tells it, - for none [tiêm chủng]" in told.output
    assert "vaccinations is new" in told.output
    assert rows_of(tmp_path / "lexicon")["cues"] == [("tiêm chủng", "vaccinate", SENTENCE, "1.250=vaccinations unit:person", "own")]


def test_the_lesson_of_the_page_goes_as_it_says(tmp_path: Path) -> None:
    """docs/teach.md shows questions with their answers, and between them what is told."""
    (block,) = re.findall(r"```\n\$ solieu teach (.*?)```", (ROOT / "docs" / "teach.md").read_text("utf-8"), re.DOTALL)
    sentence, *lines = block.splitlines()
    asked = [found for line in lines if (found := re.fullmatch(r"(.*):(?: (.*))?", line))]
    told = solieu("teach", sentence.strip('"'), "--home", tmp_path, answers="".join(f"{one[2] or ''}\n" for one in asked))
    assert told.exit_code == 0, told.output
    shown = [*(one[1].replace("warehouse/lexicon", str(tmp_path / "lexicon")) for one in asked)]
    shown += [line for line in lines if ":" not in line and line != "…"]
    assert [one for one in shown if one not in told.output] == []
    assert len(asked) == 14
    assert [row[0] for row in rows_of(tmp_path / "lexicon")["negatives"]] == [one.partition(" |")[0] for one in UNLIKE]


def test_whoever_says_no_writes_nothing(tmp_path: Path) -> None:
    told = solieu("teach", SENTENCE, *OPTIONS, "--topic", "society", *EXAMPLES, "--home", tmp_path, answers="\n\n\n\nno\n")
    assert (told.exit_code, "nothing was written" in told.output, (tmp_path / "lexicon").exists()) == (1, True, False)


def test_a_second_lesson_keeps_the_first_and_a_known_class_needs_a_word_alone(tmp_path: Path) -> None:
    write_overlay(tmp_path / "lexicon", {**VACCINATIONS, "nouns": [["mũi tiêm", "dose", "item", "Xã có 34 mũi tiêm.", "34=other", "own"]]})
    told = solieu(
        "teach", "Bản Pủng có 60 nóc nhà sàn.", "--expect", "60=households unit:household", "--noun", "nóc nhà sàn=household:household",
        "--cue", "-", "--yes", "--home", tmp_path,
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert [row[0] for row in rows_of(tmp_path / "lexicon")["nouns"]] == ["mũi tiêm", "nóc nhà sàn"]
    assert "indicator_rules.csv" not in told.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Xã họp bàn việc làm đường.", "--yes"], "SENTENCE: no number of it is a figure"),
        ([SENTENCE, "--yes"], "--indicator: not given; what it counts: a code, known or new"),
        ([SENTENCE, "--indicator", "Tiêm", "--yes"], "--indicator: 'Tiêm' is no code; write it in small letters"),
        ([SENTENCE, "--indicator", "vaccinations", "--yes"], "--label-vi: not given; its Vietnamese label"),
        ([SENTENCE, "--number", "1250", "--yes"], "--number: '1250' is no figure of the sentence; expected one of 1.250"),
        ([SENTENCE, "--indicator", "students", "--cue", "dạy", "--yes"], "--cue: 'dạy' does not stand in the sentence"),
        ([SENTENCE, "--indicator", "students", "--noun", "học sinh", "--yes"], "--noun: 'học sinh' does not stand in the sentence"),
        ([SENTENCE, "--label-vi", "x"], "--indicator: not given and not answered"),
    ],
)
def test_what_is_missing_or_wrong_is_named_by_its_option(arguments: list[str], message: str, tmp_path: Path) -> None:
    told = solieu("teach", *arguments, "--home", tmp_path, answers="")
    assert (told.exit_code, message in told.stderr) == (2, True), told.output
    assert not (tmp_path / "lexicon").exists()


def test_a_lesson_that_does_not_hold_is_told_and_not_written(tmp_path: Path) -> None:
    told = solieu("teach", SENTENCE, *OPTIONS, "--topic", "socity", *EXAMPLES, "--yes", "--home", tmp_path)
    assert (told.exit_code, (tmp_path / "lexicon").exists()) == (1, False)
    assert "wrong: topic: 'socity' is no topic of indicators.csv; did you mean 'society'?" in told.output
    told = solieu("teach", SENTENCE, *OPTIONS, *EXAMPLES[:6], "--yes", "--home", tmp_path)
    assert "wrong: 'vaccinations' has 3 sentences over its rules and 1 in negatives.csv; write 3 and 2 at least" in told.output
    assert (told.exit_code, (tmp_path / "lexicon").exists()) == (1, False)


def test_the_check_finds_wrong_names_too_few_sentences_and_examples_that_prove_nothing(tmp_path: Path) -> None:
    folder = write_overlay(tmp_path / "lexicon")
    told = solieu("lexicon", "check", "--own", "--home", tmp_path)
    assert (told.exit_code, told.output) == (0, f"every row holds, those of {folder} too\n")
    nouns = [["hộ gia đình", "household", "household", "Xã có 34 hộ gia đình.", "34=households", "own"]]
    lame = [["nóc nhà sàn", "household", "household", "Xã có 34 nóc nhà sàn.", "35=households", "own"]]
    surnames = [["Ngô", "ngô bắp", "own"]]
    write_overlay(folder, {"negatives": VACCINATIONS["negatives"][:1], "nouns": [*nouns, *lame], "surnames": surnames})
    told = solieu("lexicon", "check", "--own", "--home", tmp_path)
    assert told.exit_code == 1
    assert told.output.splitlines() == [
        f"{folder}/nouns.csv, line 3, 'nóc nhà sàn': 'Xã có 34 nóc nhà sàn.' was to give '35=households', but gives '34=households'",
        f"{folder}/surnames.csv, line 2, 'Ngô': 'ngô bắp' was to give 'a name', but gives 'no name'",
        f"{folder}/indicators.csv, line 2, column indicator: 'vaccinations' has 3 sentences over its rules and 1 in negatives.csv; "
        "write 3 and 2 at least",
        f"{folder}/nouns.csv, line 2, 'hộ gia đình': 'Xã có 34 hộ gia đình.' gives the same without the row; "
        "write a sentence that needs it, or leave the row out",
        "4 rows do not hold",
    ]


def test_the_check_names_a_wrong_cell_of_the_seeds(tmp_path: Path) -> None:
    """A unit that there is not passed the check, and the night ended with exit code 3."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("articles", "__pycache__"))
    path = tmp_path / "seeds" / "lexicon" / "nouns.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert lines[1].startswith("album,item,item,")
    path.write_text("".join([lines[0], lines[1].replace("album,item,item,", "album,item,cases,"), *lines[2:]]), "utf-8")
    call = [sys.executable, "-m", "flows.cli", "lexicon", "check"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False, env=_of_the_copy(tmp_path))
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        ["seeds/lexicon/nouns.csv, line 2, column unit: 'cases' is no unit; did you mean 'case'?", "1 rows do not hold"],
    )


def _of_the_copy(folder: Path) -> dict[str, str]:

    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
