"""Files and prints lose nothing in silence: what a format cannot hold is written as text, and said."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.exchange import name_apart, say_changes
from warehouse.formats import format_result, write_result
from warehouse.reading import read_rows, run_query

JOIN = "select f.observation_id, r.* from figures as f join reports as r on r.observation_id = f.observation_id limit 3"


def sheet_of(path: Path) -> list[list[Any]]:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is an optional extra")
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]


def test_a_join_with_a_column_twice_keeps_both_under_their_own_names(rich_live: Path, tmp_path: Path) -> None:
    rows = read_rows(rich_live, JOIN)
    assert rows.column_names[:2] == ["observation_id", "observation_id"]
    names = ["observation_id", "observation_id_2", *rows.column_names[2:]]
    for ending in ("json", "csv", "xlsx", "parquet"):
        notes = write_result(rows, tmp_path / f"x.{ending}")
        assert "observation_id stands for several columns: one of them is observation_id_2 in the file" in notes, ending
    assert list(json.loads((tmp_path / "x.json").read_text("utf-8"))[0]) == names
    assert next(csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8")))) == names
    assert pq.read_table(tmp_path / "x.parquet").column_names == names
    sheet = sheet_of(tmp_path / "x.xlsx")
    assert sheet[0] == names
    assert [row[:3] for row in sheet[1:]] == [[row.as_py() for row in column] for column in zip(*rows.columns[:3], strict=True)]


def test_names_stay_apart_whatever_they_are() -> None:
    twice = pa.table([[1], [2], [3], [4], [5]], names=["a", "a_2", "a", "a", "b"])
    assert name_apart(twice).column_names == ["a", "a_2", "a_3", "a_4", "b"]
    assert name_apart(name_apart(twice)).column_names == ["a", "a_2", "a_3", "a_4", "b"]
    assert say_changes(pa.table({"a": [1], "b": ["x"]}), "json") == []


def test_infinities_and_no_numbers_are_text_in_json_and_spreadsheets(rich_live: Path, tmp_path: Path) -> None:
    rows = run_query(rich_live, "select 'nan'::double as n, 'inf'::double as i, '-inf'::float as j, ['inf'::double] as l, 1.5::double as x")
    told = ["1 cell of n with infinite or no numbers: written as text", "1 cell of i with infinite or no numbers: written as text",
            "1 cell of j with infinite or no numbers: written as text"]  # fmt: skip
    assert write_result(rows, tmp_path / "x.json") == [*told, "1 cell of l with infinite or no numbers: written as text"]

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    found = json.loads((tmp_path / "x.json").read_text("utf-8"), parse_constant=refuse)
    assert found == [{"n": "NaN", "i": "Infinity", "j": "-Infinity", "l": ["Infinity"], "x": 1.5}]
    assert write_result(rows, tmp_path / "x.xlsx")[:3] == told
    assert sheet_of(tmp_path / "x.xlsx")[1] == ["NaN", "Infinity", "-Infinity", '["Infinity"]', 1.5]
    assert write_result(rows, tmp_path / "x.parquet") == []


def test_days_that_spreadsheets_get_wrong_are_text(rich_live: Path, tmp_path: Path) -> None:
    rows = run_query(
        rich_live, "select d::date as d, d::timestamp as t from (values ('1890-05-19 12:30:00'), ('1900-02-28'), ('1900-03-01')) as v(d)"
    )
    told = "days before March 1900, which spreadsheets get wrong: written as text"
    assert write_result(rows, tmp_path / "x.xlsx") == [f"2 cells of d with {told}", f"2 cells of t with {told}"]
    sheet = sheet_of(tmp_path / "x.xlsx")
    assert sheet[1:3] == [["1890-05-19", "1890-05-19 12:30:00"], ["1900-02-28", "1900-02-28 00:00:00"]]
    assert [cell.isoformat() for cell in sheet[3]] == ["1900-03-01T00:00:00", "1900-03-01T00:00:00"]
    assert json.loads(format_result(rows, "json"))[0] == {"d": "1890-05-19", "t": "1890-05-19T12:30:00"}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("'infinity'::date", "infinity"),
        ("'-infinity'::timestamp", "-infinity"),
        ("'infinity'::timestamptz", "infinity"),
        ("date '0044-03-15 (BC)'", "-0043-03-15"),
        ("timestamp '12000-02-29 23:59:58'", "12000-02-29 23:59:58"),
    ],
)
def test_days_that_no_calendar_of_python_has_are_text_everywhere(query: str, shown: str, rich_live: Path, tmp_path: Path) -> None:
    rows = run_query(rich_live, f"select {query} as d")
    for ending in ("json", "csv", "xlsx"):
        assert write_result(rows, tmp_path / f"x.{ending}") == ["d has days outside of the years 1 to 9999: written as text"]
    assert json.loads((tmp_path / "x.json").read_text("utf-8")) == [{"d": shown}]
    assert sheet_of(tmp_path / "x.xlsx")[1] == [shown]
    assert shown in (tmp_path / "x.csv").read_text("utf-8")
    assert shown in format_result(rows, "table")


def test_numbers_of_many_digits_stay_whole_in_a_spreadsheet(rich_live: Path, tmp_path: Path) -> None:
    rows = run_query(rich_live, "select 1234567890123456789 as n, 12345678901234567890::hugeint as h, 7000000000000000000 as round")
    told = "numbers of more than the 15 digits of a spreadsheet: written as text"
    assert write_result(rows, tmp_path / "x.xlsx") == [f"1 cell of n with {told}", f"1 cell of h with {told}"]
    assert sheet_of(tmp_path / "x.xlsx")[1] == ["1234567890123456789", "12345678901234567890", 7e18]


def test_an_address_is_shown_whole_on_a_terminal() -> None:
    address = "file:///du-lieu/" + "a" * 100 + ".html#152889612c5ac5b8"
    assert address in format_result(pa.table({"url": [address]}), "table")
