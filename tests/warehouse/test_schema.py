"""Parquet schema and DuckDB definitions follow the contracts; files of a newer contract are refused."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_lake import run_row

from warehouse.candidate import create_tables
from warehouse.contracts import CONTRACT_VERSION, CONTRACTS
from warehouse.ddl import comment_of, sql_type
from warehouse.parquet import (
    VERSION_KEY,
    ContractBroken,
    NewerContract,
    arrow_schema,
    conform_table,
    read_parquet,
    rows_to_table,
    write_parquet,
)

RUNS = CONTRACTS["runs"]


def run_columns(**changed: object) -> dict[str, list[object]]:
    row = run_row("r1") | changed
    return {c.name: [row.get(c.name)] for c in RUNS.columns}


@pytest.mark.parametrize("table", CONTRACTS)
def test_schema_says_what_the_contract_says(table: str):
    schema = arrow_schema(CONTRACTS[table])
    for column in CONTRACTS[table].columns:
        field = schema.field(column.name)
        assert (field.type, field.nullable) == (column.type, column.nullable)
        assert field.metadata[b"meaning"].decode() == column.meaning
        assert field.metadata.get(b"unit", b"").decode() == (column.unit or "")
    assert schema.metadata[VERSION_KEY] == str(CONTRACT_VERSION).encode()


@pytest.mark.parametrize("table", CONTRACTS)
def test_definition_says_what_the_contract_says(table: str):
    with duckdb.connect() as con:
        create_tables(con)
        columns = con.execute(
            "select column_name, data_type, is_nullable, comment from duckdb_columns() "
            "where schema_name || '.' || table_name = ? order by column_index",
            [CONTRACTS[table].stored],
        ).fetchall()
        keys = con.execute("select count(*) from duckdb_constraints() where constraint_type in ('PRIMARY KEY', 'UNIQUE')").fetchone()
        comment = con.execute(
            "select comment from duckdb_tables() where schema_name || '.' || table_name = ?", [CONTRACTS[table].stored]
        ).fetchone()
    expected = [
        (c.name, {"timestamptz": "TIMESTAMP WITH TIME ZONE"}.get(sql_type(c), sql_type(c).upper()), c.nullable, comment_of(c))
        for c in CONTRACTS[table].columns
    ]
    assert columns == expected
    assert keys == (0,)
    assert comment is not None
    assert comment[0].startswith(CONTRACTS[table].row_is)


def test_written_file_keeps_meanings_and_version(tmp_path: Path):
    path = tmp_path / "runs.parquet"
    write_parquet(rows_to_table(RUNS, run_columns()), path)
    found = pq.read_schema(path)
    assert found.field("loaded").metadata[b"unit"] == b"documents"
    assert read_parquet(path).num_rows == 1
    assert [p.name for p in tmp_path.iterdir()] == ["runs.parquet"], "no temporary file is left"


def test_newer_contract_is_refused(tmp_path: Path):
    path = tmp_path / "runs.parquet"
    table = rows_to_table(RUNS, run_columns())
    metadata = table.schema.metadata | {VERSION_KEY: str(CONTRACT_VERSION + 1).encode()}
    write_parquet(table.replace_schema_metadata(metadata), path)
    with pytest.raises(NewerContract, match=rf"runs.parquet follows contract version {CONTRACT_VERSION + 1}, but this solieu knows"):
        read_parquet(path)


def test_foreign_file_is_refused(tmp_path: Path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    with pytest.raises(ContractBroken, match="solieu did not write it"):
        read_parquet(tmp_path / "x.parquet")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"run_id": None}, "runs.run_id is null in 1 rows, first in row 0"),
        ({"loaded": "many"}, "runs.loaded must be int64"),
        ({"started_at": "now"}, "runs.started_at must be timestamp"),
    ],
)
def test_rows_that_break_the_contract_are_refused(changed: dict[str, object], message: str):
    with pytest.raises(ContractBroken, match=message):
        rows_to_table(RUNS, run_columns(**changed))


def test_columns_must_be_those_of_the_contract():
    columns = run_columns()
    del columns["status"]
    with pytest.raises(ContractBroken, match=r"missing columns \['status'\], unknown columns \['stat'\]"):
        rows_to_table(RUNS, columns | {"stat": ["published"]})
    with pytest.raises(ContractBroken, match="unequal length"):
        rows_to_table(RUNS, run_columns() | {"run_id": ["a", "b"]})


def test_rows_in_another_order_of_columns_conform():
    table = rows_to_table(RUNS, run_columns())
    turned = pa.table({name: table[name] for name in reversed(table.column_names)})
    assert conform_table(RUNS, turned).schema.equals(arrow_schema(RUNS), check_metadata=True)
    with pytest.raises(ContractBroken, match="unknown columns"):
        conform_table(RUNS, turned.append_column("more", pa.array([1])))
