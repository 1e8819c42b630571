#!/bin/sh
# DuckDB does not find a NaN by a WHERE in a Parquet file that PyArrow wrote, although it sees the same NaN in a SELECT.
#
# Packages: duckdb 2.0.0, pyarrow 26.0.1.
#
# What one would guess: `select count(*) ... where isnan(value)` and `select count(*) filter (where isnan(value)) ...`
# count the same rows, of a file as of a table.
#
# What happens, for the values 1, 2 and NaN:
#     where isnan(value)           file: 0 rows    table loaded from it: 1 row (c)
#     filter (where isnan(value))  file: 1         table loaded from it: 1
#     where value > 100            file: 0 rows    table: 1 row (c), because NaN is DuckDB's greatest number
#     where value <= 100           file: 3 rows    table: 2 rows (a, b)
#     where not isfinite(value)    file: 1 row (c), right
#   PyArrow leaves NaN out of the smallest and greatest value in the footer, as the format asks. DuckDB takes these
#   limits as holding for all rows and settles the condition without reading them. It writes no limits itself when a
#   column holds a NaN, so files of its own making answer rightly. `read_parquet(..., can_have_nan=true)` is the cure
#   for others' files (public discussion: duckdb issue 25521).
#
# Why it matters here: a share of nothing (0 / 0) is NaN. A check in SQL over a lake of Parquet files that lists the bad
# rows by isnan() or by a range finds none and passes; after the load the same check fails, or the NaN is published.
#
# Exit status: 0 while this holds, another when it changes.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"${PYTHON:-python3}" -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'duckdb==2.0.0' 'pyarrow==26.0.1'
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

pq.write_table(pa.table({"id": ["a", "b", "c"], "value": [1.0, 2.0, float("nan")]}), "shares.parquet")
con = duckdb.connect()
con.execute("create table shares as from 'shares.parquet'")


def ids(source, condition):
    return "".join(row[0] for row in con.execute(f"select id from {source} where {condition} order by id").fetchall())


seen = {}
for condition in ("isnan(value)", "value > 100", "value <= 100", "not isfinite(value)"):
    seen[condition] = (ids("'shares.parquet'", condition), ids("shares", condition))
    print(f"where {condition:20} file: {seen[condition][0]!r:6} table: {seen[condition][1]!r}")
counted = con.execute("select count(*) filter (where isnan(value)) from 'shares.parquet'").fetchone()[0]
cured = ids("read_parquet('shares.parquet', can_have_nan = true)", "isnan(value)")
print(f"filter (where isnan(value)) on the file: {counted}; with can_have_nan: {cured!r}")
assert seen == {
    "isnan(value)": ("", "c"),
    "value > 100": ("", "c"),
    "value <= 100": ("abc", "ab"),
    "not isfinite(value)": ("c", "c"),
}, seen
assert (counted, cured) == (1, "c"), (counted, cured)
PYTHON
