"""Reference tables come from seeds; a bad row is named by file and row."""

from pathlib import Path

import pytest

from warehouse.contracts import CONTRACTS
from warehouse.parquet import ContractBroken
from warehouse.reading import run_query
from warehouse.reference import REFERENCE_TABLES, _read_seed, read_reference, reference_digest


@pytest.mark.parametrize("table", REFERENCE_TABLES)
def test_seeds_follow_the_contract(rich_live: Path, table: str):
    rows = read_reference(table)
    assert rows.num_rows > 0
    assert run_query(rich_live, f"select count(*) as n from {table}").to_pylist() == [{"n": rows.num_rows}]
    assert len(reference_digest()) == 64


@pytest.mark.parametrize(
    ("table", "content", "message"),
    [
        (
            "indicators",
            "indicator,label_vi,label_en,topic,parent,kind\na,A,A,t,,stock\nb,B,B,t,,stok\n",
            r"x.csv: row 3: kind must be one of stock, flow, found 'stok'",
        ),
        ("units", "unit,label_vi,label_en,parent,factor\na,A,A,,ten\n", r"x.csv: row 2: factor must be a number, found 'ten'"),
        ("units", "unit,label_vi,label_en,parent,factor\n,A,A,,\n", r"x.csv: row 2: unit must not be empty, found None"),
        ("units", "unit,label_vi,label_en,parent\na,A,A,\n", "has no columns factor"),
        ("units", "unit,label_vi,label_en,parent,factor\na,A\n", "x.csv: .*[Ee]xpected 5 columns, got 2"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, table: str, content: str, message: str):
    source = tmp_path / "x.csv"
    source.write_text(content, "utf-8")
    with pytest.raises(ContractBroken, match=message):
        _read_seed(CONTRACTS[table], source)


def test_columns_that_the_contract_does_not_name_are_left_out(tmp_path: Path):
    source = tmp_path / "x.csv"
    source.write_text("unit,label_vi,label_en,parent,factor,example\na,A,A,item,2.5,như sau\n", "utf-8")
    assert _read_seed(CONTRACTS["units"], source).to_pylist() == [
        {"unit": "a", "label_vi": "A", "label_en": "A", "parent": "item", "factor": 2.5}
    ]
