"""Results as text and as files."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.formats import UnknownFormat, format_result, write_result
from warehouse.reading import run_query

ROWS = pa.table({"tên": ["Đảng bộ xã A", None], "n": [214.0, 1.5], "on": [date(2026, 1, 1), None], "list": [[1, 2], None]})


def test_table_is_aligned_and_counted():
    assert format_result(ROWS, "table") == (
        "tên           n    on          list\n"
        "────────────  ───  ──────────  ──────\n"
        "Đảng bộ xã A  214  2026-01-01  [1, 2]\n"
        "              1.5\n"
        "2 rows\n"
    )
    assert format_result(ROWS, "table", limit=1).endswith("2 rows, the first 1 shown\n")
    assert "…" in format_result(pa.table({"a": ["x" * 200]}), "table")


def test_csv_can_be_read_again():
    rows = list(csv.DictReader(io.StringIO(format_result(ROWS, "csv"))))
    assert rows[0] == {"tên": "Đảng bộ xã A", "n": "214", "on": "2026-01-01", "list": "[1, 2]"}


def test_json_can_be_read_again():
    assert json.loads(format_result(ROWS, "json"))[0] == {"tên": "Đảng bộ xã A", "n": 214.0, "on": "2026-01-01", "list": [1, 2]}


def test_unknown_formats_are_named():
    with pytest.raises(UnknownFormat, match="use table, csv or json"):
        format_result(ROWS, "yaml")
    with pytest.raises(UnknownFormat, match=r"must end in \.parquet, \.csv, \.json, \.xlsx"):
        write_result(ROWS, Path("x.yaml"))


@pytest.mark.parametrize("ending", ["parquet", "csv", "json"])
def test_figures_are_exported(rich_live: Path, tmp_path: Path, ending: str):
    rows = run_query(rich_live, "select * from figures")
    write_result(rows, tmp_path / f"x.{ending}")
    path = tmp_path / f"x.{ending}"
    if ending == "parquet":
        assert pq.read_table(path).equals(rows)
    elif ending == "csv":
        assert len(list(csv.DictReader(path.open(encoding="utf-8")))) == rows.num_rows
    else:
        assert len(json.loads(path.read_text("utf-8"))) == rows.num_rows


def test_figures_are_exported_to_a_spreadsheet(rich_live: Path, tmp_path: Path):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is an optional extra")
    rows = run_query(rich_live, "select * from figures limit 5")
    write_result(rows, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet.max_row == 6
    assert sheet["A1"].value == "observation_id"
