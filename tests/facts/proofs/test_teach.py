"""docs/teach.md, replayed: its five rows, put into a copy of the lexicons, teach the new indicator and break no other row."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from extracted import figure, figures

from tasks.facts.knowledge import lexicons
from tasks.facts.learning.labelled import LINE, NOBODY
from tasks.facts.proofs import check as lexicon_check

ROOT = Path(__file__).parents[3]
TEACH = ROOT / "docs" / "teach.md"
SENTENCE = "Xã đã tiêm chủng cho 1.250 trẻ em."
UNPROVEN = ["ao ước", "target", "", "", "yours"]
_HEADING = re.compile(r"# (\w+)\.csv: (.+)")
_PROGRAM = """
import json
from datetime import date
from tasks.facts.extraction import extract_figures
from tasks.facts.proofs.check import check_lexicons
from tasks.facts.document.records import ArticleText
figures = extract_figures(ArticleText("a", {sentence!r}, None, date(2020, 6, 30), None)).observations
failures = [str(one) for one in check_lexicons()]
print(json.dumps({{"figures": [(one.span_text, one.indicator, one.unit) for one in figures], "failures": failures}}))
"""


def taught_rows() -> dict[str, tuple[str, list[str]]]:
    """The rows of the worked example by file: the header it tells, the lines below it."""
    (block,) = re.findall(r"```csv\n(.*?)```", TEACH.read_text("utf-8"), re.DOTALL)
    rows: dict[str, tuple[str, list[str]]] = {}
    for line in block.splitlines():
        heading = _HEADING.match(line)
        if heading:
            rows[heading[1]] = (heading[2], [])
        else:
            rows[list(rows)[-1]][1].append(line)
    return rows


def lexicon_lines(path: Path) -> tuple[str, list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    return ",".join(header), rows


def replay(folder: Path) -> dict[str, list[object]]:
    """The figures of the sentence and the failures of the check with the seeds of a folder."""
    program = _PROGRAM.format(sentence=SENTENCE)
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, list[object]] = json.loads(done.stdout)
    return result


def lexicon(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """`solieu lexicon COMMAND` with the seeds of a folder."""
    call = [sys.executable, "-m", "flows.cli", "lexicon", command]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return _copy_seeds(tmp_path)


def _copy_seeds(folder: Path) -> Path:
    shutil.copytree(ROOT / "seeds", folder / "seeds", ignore=shutil.ignore_patterns("articles", "__pycache__"))
    return folder


def test_the_example_is_other_before_it_is_taught() -> None:
    assert figure(SENTENCE).indicator == "other"


@dataclass(frozen=True)
class Taught:
    """What the commands said of a copy of the seeds with the rows of the page and one without proof; the line of that, and what is read."""

    refused: subprocess.CompletedProcess[str]
    put_in_order: list[str]
    line: int
    result: dict[str, list[object]]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Taught:
    """Every row of every lexicon is asked, which takes seconds: once, for both."""
    copy = _copy_seeds(tmp_path_factory.mktemp("taught"))
    for name, (header, lines) in taught_rows().items():
        path = copy / "seeds" / "lexicon" / f"{name}.csv"
        known, _ = lexicon_lines(path)
        assert known == header, f"docs/teach.md tells other columns of {name}.csv"
        path.write_text(path.read_text("utf-8") + "".join(f"{line}\n" for line in lines), "utf-8")
    refused = lexicon(copy, "check")
    told = [lexicon(copy, "sort").stdout for _ in range(2)]
    path = copy / "seeds" / "lexicon" / "status.csv"
    known, rows = lexicon_lines(path)
    lines = sorted([*rows, UNPROVEN])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([known.split(","), *lines])
    path.write_text(out.getvalue(), "utf-8")
    return Taught(refused, told, lines.index(UNPROVEN) + 2, replay(copy))


def test_the_rows_of_the_page_teach_the_indicator(taught: Taught) -> None:
    assert (taught.refused.returncode, len(taught.refused.stderr.splitlines())) == (2, 1)
    assert taught.refused.stderr.startswith("error: seeds/lexicon/")
    assert "`solieu lexicon sort`" in taught.refused.stderr
    assert taught.put_in_order[0].splitlines() == [f"{name}.csv is in order now" for name in sorted(taught_rows())]
    assert taught.put_in_order[1] == ""
    assert taught.result["figures"] == [["1.250", "vaccinations", "person"]]
    assert not [failure for failure in taught.result["failures"] if "vaccinations" in str(failure) or "tiêm chủng" in str(failure)]


def test_a_row_without_proof_is_refused_by_the_check(taught: Taught) -> None:
    failures = [str(one) for one in taught.result["failures"] if "'ao ước'" in str(one)]
    assert failures == [
        f"seeds/lexicon/status.csv, line {taught.line}, 'ao ước': '' was to give '', "
        "but the row has no example or no expectation; write both"
    ]


def test_the_page_names_every_lexicon_and_its_columns() -> None:
    text = TEACH.read_text("utf-8")
    for file, columns in lexicon_check.PHRASES.items():
        assert f"| `{file}.csv` | `{', '.join(('surface', *columns))}` |" in text
    assert f"`{', '.join(lexicon_check.RULE_COLUMNS)}`" in text
    kinds = set().union(*(rule.numbers for rule in lexicons.indicator_rules()))
    assert all(f"`{kind}`" in text for kind in kinds)


def test_another_name_of_a_place_is_two_rows(copy: Path, tmp_path: Path) -> None:
    places, page = copy / "seeds" / "places", tmp_path / "tin.txt"
    page.write_text("Tin xã\n\nĐến nay, Đảng bộ xã Buôn Mới Lập có 214 đảng viên. Bà con nô nức sửa đường vào bản.\n", "utf-8")
    explain = [sys.executable, "-m", "flows.cli", "explain", str(page)]
    for file in ("spellings.csv", "aliases.csv"):
        with (places / file).open("a", encoding="utf-8") as lines:
            lines.write("Buôn Mới Lập,24265,before_2025\n")
    told = subprocess.run(explain, cwd=copy, capture_output=True, text=True, check=True).stdout
    assert "place         24265 (" in told
    with (places / "aliases.csv").open("a", encoding="utf-8") as lines:
        lines.write("Buôn Không Có,99999,before_2025\n")
    refused = subprocess.run(explain, cwd=copy, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr) == (
        2, "error: seeds/places/aliases.csv: 'Buôn Không Có' is of 99999 before_2025, not in places.csv\n",
    )  # fmt: skip


def test_every_spelling_kept_by_hand_is_an_alias() -> None:
    folder = ROOT / "seeds" / "places"
    spellings = (folder / "spellings.csv").read_text("utf-8").splitlines()
    assert set(spellings) <= set((folder / "aliases.csv").read_text("utf-8").splitlines())


def test_the_example_of_a_holder_on_the_page_is_read_as_it_says() -> None:
    (block,) = re.findall(r"^ +(text,title,holders)\n +(.+)$", TEACH.read_text("utf-8"), re.MULTILINE)
    (row,) = csv.DictReader(io.StringIO("\n".join(block)))
    found = figures(row["text"].replace(LINE, "\n"), row["title"])
    assert " | ".join(one.organisation or NOBODY for one in found) == row["holders"]
