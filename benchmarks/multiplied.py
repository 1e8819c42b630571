"""A large warehouse made cheaply: the rows of a published file again and again, with other ids, addresses and days.

Every table with rows per article grows; schema, views, macros and comments stay those of the file. Texts, places and indicators are
the same, so spans stay right, and a place has as many times more figures as there are copies. The facts of one article in four are
reported by three articles each, in one of eight of these with values that disagree; the facts are counted as a run counts them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from warehouse.candidate import remove_database, writing
from warehouse.facts import note_state, refresh_facts
from warehouse.statements import with_names

OTHER_ID = "substr(md5({column} || '#' || copy), 1, {length})"
EARLIER = "({column} - interval (copy // 3 % 6) year)::date"
SHARED_KEY = "case when hash(article_id) % 4 = 0 then substr(md5(fact_key || '#' || copy // 3), 1, 16) else " + (
    OTHER_ID.format(column="fact_key", length=16) + " end"
)

CHANGED: dict[str, dict[str, str]] = {
    "main.articles": {
        "article_id": OTHER_ID.format(column="article_id", length=16),
        "source_uri": "source_uri || '!' || copy",
        "source_sha256": OTHER_ID.format(column="source_sha256", length=64),
        "source_host": "'b' || (copy % 8) || '.' || source_host",
        "published_on": EARLIER.format(column="published_on"),
        "published_at": "published_at - interval (copy // 3 % 6) year",
    },
    "main.blocks": {"article_id": OTHER_ID.format(column="article_id", length=16)},
    "main.numbers": {
        "article_id": OTHER_ID.format(column="article_id", length=16),
        "observation_id": OTHER_ID.format(column="observation_id", length=16),
    },
    "main.article_places": {"article_id": OTHER_ID.format(column="article_id", length=16)},
    "main.duplicates": {
        "article_id": OTHER_ID.format(column="article_id", length=16),
        "duplicate_of": OTHER_ID.format(column="duplicate_of", length=16),
    },
    "main.raw_files": {
        "source_uri": "source_uri || '!' || copy",
        "article_id": OTHER_ID.format(column="article_id", length=16),
    },
    "main.quarantine": {"item_id": "item_id || '!' || copy", "source_uri": "source_uri || '!' || copy"},
    "internal.article_texts": {"article_id": OTHER_ID.format(column="article_id", length=16)},
    "internal.observation_rows": {
        "observation_id": OTHER_ID.format(column="observation_id", length=16),
        "article_id": OTHER_ID.format(column="article_id", length=16),
        "fact_key": SHARED_KEY,
        "value": "value * (case when copy % 3 = 1 and hash(article_id) % 32 = 0 then 1.1 else 1 end)",
        "period_start": EARLIER.format(column="period_start"),
        "period_end": EARLIER.format(column="period_end"),
    },
}
"""What another copy of a row has instead, by table and column; all else is the same."""


def multiply_warehouse(live: Path, target: Path, times: int) -> None:
    """Write a file with `times` as many articles as the published file has.

    Raises:
        duckdb.Error: the file is of another layout.
    """
    remove_database(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(live, target)
    with writing(target) as con:
        for table, changed in CHANGED.items():
            once = with_names("create or replace temp table once as select * from ${table}", table=table)
            con.execute(once)
            columns = ", ".join(f"{sql} as {column}" for column, sql in changed.items())
            more = with_names("insert into ${table} ", table=table)
            for copy in range(1, times):
                con.execute(f"{more} select * exclude (copy) replace ({columns}) from (select *, {copy} as copy from once)")  # noqa: S608
        for change in ("cleaned_change", "extracted_change"):
            con.execute(f"create or replace temp table {change} (article_id varchar, run_id varchar)")
        note_state(con)
        refresh_facts(con, every=True)
