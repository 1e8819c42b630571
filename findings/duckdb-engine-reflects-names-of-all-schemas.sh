#!/bin/sh
# duckdb-engine reflects a view with the columns of every relation of that name, whatever schema it stands in.
#
# Packages: duckdb-engine 0.17.0 with SQLAlchemy 2.0.44 and duckdb 1.4.4.
#
# What one would guess: reflection without a schema describes what `select * from figures` reads, the relation of the default schema.
#
# What happens, in a file with the view main.figures(id, value) over the table internal.figures(id, raw_value, checked):
#     select * from figures                            id, value
#     get_columns('figures', schema='main')            id, value
#     get_columns('figures')                           id, id, raw_value, value, checked (in any order)
#     Table('figures', MetaData(), autoload_with=…)    id, value, raw_value, checked
#   Selecting that table raises a ProgrammingError: the view has no column raw_value. Nothing warns while reflecting.
#
# Why it matters here: a warehouse that shows views under the names of the tables they are made of, in a schema of their own, is a
# common way to keep helper columns out of sight. DuckDB's own clients read it rightly, BI tools on SQLAlchemy show columns that
# do not exist and fail on the first query.
#
# Exit status: 0 while this holds, another when it changes.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"${PYTHON:-python3}" -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'duckdb==1.4.4' 'duckdb-engine==0.17.0' 'sqlalchemy==2.0.44'
"$dir/venv/bin/python" -W ignore - "$dir/warehouse.duckdb" <<'PYTHON'
import sys

import duckdb
import sqlalchemy as sa

con = duckdb.connect(sys.argv[1])
con.execute("create schema internal")
con.execute("create table internal.figures (id integer, raw_value double, checked boolean)")
con.execute("create view main.figures as select id, raw_value as value from internal.figures")
read = [column[0] for column in con.execute("select * from figures").description]
con.close()

engine = sa.create_engine(f"duckdb:///{sys.argv[1]}")
inspector = sa.inspect(engine)
named = [column["name"] for column in inspector.get_columns("figures", schema="main")]
unnamed = [column["name"] for column in inspector.get_columns("figures")]
reflected = sa.Table("figures", sa.MetaData(), autoload_with=engine)
print("select * reads", read)
print("reflected with its schema", named)
print("reflected without", unnamed)
assert read == named == ["id", "value"], (read, named)
assert sorted(unnamed) == ["checked", "id", "id", "raw_value", "value"], unnamed
assert set(reflected.c.keys()) == {"id", "value", "raw_value", "checked"}, reflected.c.keys()
try:
    with engine.connect() as connection:
        connection.execute(sa.select(reflected))
except sa.exc.ProgrammingError as error:
    print("select of the reflected table:", str(error.orig).splitlines()[0])
else:
    raise AssertionError("the reflected table could be read")
PYTHON
