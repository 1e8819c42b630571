"""The figures that stand in a lake, read by Polars alone: `python docs/read_lake.py HOME`.

What is read are the files that the markers of the runs list, never what a pattern finds in the folders: a run under way and a run
that failed have files there, too. Any engine that takes a list of Parquet files does the same in its own words.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl


def read_markers(lake: Path) -> list[dict[str, Any]]:
    """The runs that stand, in order, each with its files per table; of compacted runs the files that hold what is left of them."""
    found = [json.loads(path.read_text("utf-8")) for path in (lake / "_runs").glob("*.json")]
    compacted = lake / "_compaction.json"
    if compacted.exists():
        told = json.loads(compacted.read_text("utf-8"))
        inside = [{**run, "files": told["files"] if number == 0 else {}} for number, run in enumerate(told["runs"])]
        found = inside + [run for run in found if run["run_id"] not in {one["run_id"] for one in inside}]
    return sorted((run for run in found if run["status"] in ("published", "unchanged")), key=lambda run: run["sequence"])


def read_table(lake: Path, runs: list[dict[str, Any]], table: str) -> pl.DataFrame:
    """All rows that the runs wrote of a table; those that stand are fewer."""
    files = [lake / name for run in runs for name in run["files"].get(table, [])]
    return pl.read_parquet(files, hive_partitioning=False) if files else pl.DataFrame()


def read_current(home: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The articles and the figures that stand: for each document what the run wrote that its last row in `raw_files` names."""
    lake = home / "lake"
    runs = read_markers(lake)
    order = pl.DataFrame({"run_id": [run["run_id"] for run in runs], "sequence": [run["sequence"] for run in runs]})
    documents, articles = read_table(lake, runs, "raw_files"), read_table(lake, runs, "articles")
    figures, refused = read_table(lake, runs, "observations"), read_table(lake, runs, "quarantine")
    standing = documents.join(order, on="run_id").sort("sequence").group_by("source_uri").last().filter(pl.col("status") == "loaded")
    articles = articles.join(standing.select("article_id", run_id="cleaned_run_id"), on=["article_id", "run_id"], how="semi")
    figures = figures.join(standing.select("article_id", run_id="extracted_run_id"), on=["article_id", "run_id"], how="semi")
    if refused.height:  # single rows that failed validation in the run that wrote them
        rows = refused.filter(pl.col("stage") == "validate").select("run_id", observation_id="item_id")
        figures = figures.join(rows, on=["observation_id", "run_id"], how="anti")
    return articles, figures


if __name__ == "__main__":
    current_articles, current_figures = read_current(Path(sys.argv[1]))
    print(f"{current_articles.height} articles, {current_figures.height} figures")
    print(current_figures.group_by("indicator").len().sort("len", descending=True).head(10))
