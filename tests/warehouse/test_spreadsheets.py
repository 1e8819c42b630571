"""Text of the data never starts a formula; control characters are gone; a cell that is too long says so."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from warehouse.formats import UnknownFormat, format_result, write_result
from warehouse.reading import run_query
from warehouse.spreadsheets import LONGEST_CELL, cell_length, cut_text, disarm_text

FORMULAS = ["=1+1", "+1", "-1 điểm", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "＝1+1", "\x00=1+1", '=HYPERLINK("http://x.vn")']


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def read_sheet(path: Path) -> Any:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is an optional extra")
    return openpyxl.load_workbook(path).active


@pytest.mark.parametrize("text", FORMULAS)
def test_text_starts_no_formula_in_csv(text: str, tmp_path: Path) -> None:
    rows = pa.table({text: [text]})
    write_result(rows, tmp_path / "x.csv")
    for row in (*read_csv(tmp_path / "x.csv"), *csv.reader(format_result(rows, "csv").splitlines(keepends=True))):
        assert row[0].startswith("'")
        assert row[0].endswith(text.replace("\x00", "").replace("\r", ""))


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_text_in_a_spreadsheet(text: str, tmp_path: Path) -> None:
    write_result(pa.table({text: [text]}), tmp_path / "x.xlsx")
    for (cell,) in read_sheet(tmp_path / "x.xlsx").iter_rows():
        assert cell.data_type in ("s", "inlineStr")
        assert cell.value == text.replace("\x00", "").replace("\r", "")


@pytest.mark.parametrize("query", ["'=1+1'::blob", "'=1+1'::enum('=1+1')", "['=1+1']", "{'=a': '=1+1'}", "'-1'::json"])
def test_every_kind_of_text_is_disarmed(query: str, rich_live: Path, tmp_path: Path) -> None:
    rows = run_query(rich_live, f"select {query} as a")
    write_result(rows, tmp_path / "x.csv")
    write_result(rows, tmp_path / "x.xlsx")
    assert read_csv(tmp_path / "x.csv")[1][0][0] not in "=-"
    assert read_sheet(tmp_path / "x.xlsx")["A2"].data_type in ("s", "inlineStr")


def test_numbers_and_ordinary_text_stay_as_they_are(tmp_path: Path) -> None:
    when = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    rows = pa.table({"n": [-1.5], "text": ["12 xã\ncòn lại"], "on": [when], "error": ["#N/A"]})
    write_result(rows, tmp_path / "x.csv")
    assert read_csv(tmp_path / "x.csv")[1][:2] == ["-1.5", "12 xã\ncòn lại"]
    write_result(rows, tmp_path / "x.xlsx")
    sheet = read_sheet(tmp_path / "x.xlsx")
    assert [cell.value for cell in sheet[2]] == [-1.5, "12 xã\ncòn lại", when.replace(tzinfo=None), "#N/A"]
    assert sheet["D2"].data_type in ("s", "inlineStr")


def test_two_columns_of_one_name_stay_two(tmp_path: Path) -> None:
    write_result(pa.table([[1], [2]], names=["a", "a"]), tmp_path / "x.xlsx")
    assert [cell.value for cell in read_sheet(tmp_path / "x.xlsx")[2]] == [1, 2]


@pytest.mark.parametrize("text", ["x" * (LONGEST_CELL + 1), "😀" * LONGEST_CELL, "ạ" * LONGEST_CELL * 3])
def test_a_cell_that_is_too_long_is_cut_and_says_so(text: str, tmp_path: Path) -> None:
    rows = pa.table({"text": [text, "kurz", None]})
    (note,) = write_result(rows, tmp_path / "x.xlsx")
    assert note == f"1 cell of text longer than the {LONGEST_CELL:,} characters of a spreadsheet: cut, and each says so at its end"
    written = read_sheet(tmp_path / "x.xlsx")["A2"].value
    assert LONGEST_CELL - 2 <= cell_length(written) <= LONGEST_CELL
    assert written.endswith(f"… [cut: {cell_length(text)} characters]")
    (note,) = write_result(rows, tmp_path / "x.csv")
    assert "1 cell of text longer" in note
    assert "whole in the file" in note
    assert read_csv(tmp_path / "x.csv")[1][0] == text
    assert write_result(rows, tmp_path / "x.parquet") == []


def test_a_cell_of_just_the_length_is_whole(tmp_path: Path) -> None:
    assert cut_text("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert write_result(pa.table({"text": ["x" * LONGEST_CELL]}), tmp_path / "x.xlsx") == []


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.spreadsheets.XLSX_ROWS", 2)
    with pytest.raises(UnknownFormat, match="a spreadsheet holds 2 rows, the result has 3"):
        write_result(pa.table({"a": [1, 2, 3]}), tmp_path / "x.xlsx")


def test_a_terminal_obeys_no_cell() -> None:
    rows = pa.table({"name\x1b[2J": ["tin\x1b]0;x\x07\r\u202e.txt", "\x9b31m"]})
    for name in ("table", "csv", "json"):
        shown = format_result(rows, name)
        assert not set(shown) & set("\x1b\x07\r\u202e\x9b")
    assert "tin\\x1b]0;x\\x07\\x0d\\u202e.txt" in format_result(rows, "table")


def test_disarming_twice_adds_nothing_new() -> None:
    assert disarm_text(disarm_text("=1")) == "'=1"
