"""Facts: what the view `figures` shows, renewed at the cost of the change."""

from __future__ import annotations

import duckdb

from warehouse.statements import fill_sql, read_sql
from warehouse.view_catalog import list_macros


def note_state(con: duckdb.DuckDBPyConnection) -> None:
    """Before a merge: remember the duplicates, and begin the list of touched facts."""
    con.execute("create or replace temp table duplicates_before as select article_id, duplicate_of from main.duplicates")
    con.execute("create or replace temp table touched_facts (fact_key varchar)")


def touch_facts(con: duckdb.DuckDBPyConnection) -> None:
    """Note the facts that the articles of the change report just now; call it before their rows go, and after they came.

    Needs the temporary tables `cleaned_change` and `extracted_change`.
    """
    con.execute(read_sql("load", "touched_articles"))
    con.execute(read_sql("load", "touch_facts"))


def refresh_facts(con: duckdb.DuckDBPyConnection, *, every: bool = False) -> None:
    """After a merge and its duplicates: count the touched facts anew, or every fact when the macros that count changed."""
    touch_facts(con)
    if every:
        con.execute("insert into touched_facts select distinct fact_key from internal.observation_rows")
    for macro in list_macros():
        if not macro.gives_rows:
            con.execute(macro.statement)
    con.execute(fill_sql("load", "renew_facts", agrees=read_sql("load", "reports_agree")))
