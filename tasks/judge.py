"""From judgements to what follows: rows kept out of the load, the `validations` of the run, its page, and whether it may publish."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from expectations.drift import Profile, merge_profiles, profile_rows
from expectations.judgements import Judgement, describe_whole, validation_columns
from expectations.page import render_page
from tasks.messages import FAILED_SCHEMA, CleanSummary, ExtractSummary, RefusedCounts, ValidatedBatch, ValidateJob
from tasks.runs.verdicts import Verdict
from tasks.store.columns import concat
from tasks.store.home import Home, run_started_at
from tasks.store.quarantine import quarantine_table
from tasks.validate import BYTES_PER_GROUP, ROWS_PER_GROUP, refusals, validate_candidate, validate_current
from tasks.withdraw import find_faults, judge_faults, taken_out, with_withdrawn
from warehouse.carried_checks import Carried, run_changed_checks
from warehouse.checks import compare_with, run_checks
from warehouse.checksums import STATE_TABLES
from warehouse.contracts import CONTRACTS
from warehouse.lake.lake import Lake
from warehouse.parquet import arrow_schema, rows_to_table, write_parquet
from warehouse.reading import opened, published_run, read_parts

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
RUNS_COMPARED = 14
"""Nights that today is compared with."""

LARGEST_DROP = 0.2
"""Share of the articles of the live file that may become unusable at once."""


def group_parts(home: Home, run_id: str, cleaned: Sequence[CleanSummary], extracted: Sequence[ExtractSummary]) -> Iterator[ValidateJob]:
    """The staged parts in groups that are judged together; each with the number of rows the stage before says it wrote."""
    run_on = run_started_at(run_id).astimezone(VIETNAM).date()
    parts = {
        "articles": _parts(home, [(name, None) for summary in cleaned for name in summary.articles]),
        "observations": _parts(home, [written for summary in extracted for written in summary.written]),
    }
    for table, files in parts.items():
        for number, group in enumerate(_groups(files), start=1):
            paths, rows = tuple(part.path for part in group), sum(part.rows for part in group)
            yield ValidateJob({table: paths}, run_id, f"{table} {number}", run_on, {table: rows})


def refuse_rows(home: Home, run_id: str, batches: Sequence[ValidatedBatch]) -> RefusedCounts:
    """Put the rows that broke a critical rule into quarantine, which keeps them out of the load; no file is rewritten."""
    refused = [row for batch in batches for row in batch.refused]
    if refused:
        lake = Lake(home.path)
        sources = _sources(home, lake, run_id)
        lake.write("quarantine", run_id, "validate", quarantine_table(refusals(refused, sources), run_id))
        articles = sorted({sources[row.article_id] for row in refused if row.table == "articles"})
        path = home.staging(run_id) / "failed" / "validate.parquet"
        write_parquet(pa.table({"source_uri": articles}, schema=FAILED_SCHEMA), path)
    counts = Counter(row.table for row in refused)
    return RefusedCounts(counts["observations"], counts["articles"])


def judge_candidate(
    home: Home, run_id: str, batches: Sequence[ValidatedBatch], withdrawn: Sequence[Judgement] = (), largest_drop: float = LARGEST_DROP
) -> Verdict:
    """Judge the candidate as a whole, and write `validations` and the page whatever the outcome.

    Args:
        home: folder of the warehouse.
        run_id: the run.
        batches: what judging the staged rows gave.
        withdrawn: failed judgements of an earlier candidate of this run, whose rows are left out of this one.
        largest_drop: share of the articles of the live file that may become unusable; 1 confirms any drop.
    """
    lake, candidate = Lake(home.path), home.candidate(run_id)
    asked, carried = run_changed_checks(candidate, home.live, _carried_before(home, lake))
    checks = {**asked, "dropped": compare_with(home.live, candidate, largest_drop)}
    validation = validate_candidate(checks, batches, _profile_others(lake, run_id), _profiles_before(lake))
    faults = find_faults(checks, candidate, run_id)
    judgements = with_withdrawn([*validation.judgements, judge_faults(faults, *_count_articles(candidate, run_id))], withdrawn)
    lake.write("validations", run_id, "run", rows_to_table(CONTRACTS["validations"], validation_columns(judgements, run_id)))
    write_page(home, run_id, judgements)
    failed = [judgement for judgement in judgements if not judgement.success]
    stopped, others = [one for one in failed if one.stops_the_run], [one for one in failed if not one.stops_the_run]
    of_candidate = taken_out(judgement for judgement in judgements if judgement.rule_id in _rule_ids(checks))
    return Verdict(
        len(judgements), len(failed), _lines(stopped), validation.profile.to_json(), carried.to_json(), _lines(others), faults, of_candidate
    )  # fmt: skip


def _count_articles(candidate: Path, run_id: str) -> tuple[int, int]:
    """Articles of the candidate that this run extracted, and those of earlier runs."""
    with opened(candidate) as con:
        sql = "select count(*) filter (where extracted_run_id = ?), count(*) from raw_files where status = 'loaded'"
        of_run, articles = con.execute(sql, [run_id]).fetchone() or (0, 0)
    return of_run, articles - of_run


def _rule_ids(checks: Mapping[str, pa.Table]) -> set[str]:
    """Ids of the rules of the candidate, as they stand in the report."""
    ids = {rule_id for table in checks.values() for rule_id in table["rule_id"].to_pylist()}
    return ids | {f"{rule_id}.candidate" for rule_id in ids}


def judge_live(folder: Path) -> Verdict:
    """Judge the live file as it is: every rule on the rows of every table, and the checks of the whole.

    Raises:
        NoWarehouse: nothing was published yet.
    """
    home = Home(folder)
    return judge_file(home, home.live)


def judge_file(home: Home, file: Path) -> Verdict:
    """Judge a file by every rule on the rows of every table, and the checks of the whole; drift against the runs of the home.

    Raises:
        NoWarehouse: there is no file.
    """
    checks = run_checks(file)
    with opened(file) as con:
        tables = {table: read_parts(con, table, arrow_schema(CONTRACTS[table]), ROWS_PER_GROUP) for table in STATE_TABLES}
        validation = validate_current(tables, checks, datetime.now(VIETNAM).date(), _profiles_before(Lake(home.path)))
    failed = [judgement for judgement in validation.judgements if not judgement.success]
    critical = [judgement for judgement in failed if judgement.severity == "critical"]
    return Verdict(len(validation.judgements), len(failed), _lines(critical), warnings=_lines(one for one in failed if one not in critical))


def write_page(home: Home, run_id: str, judgements: Sequence[Judgement]) -> None:
    """Write the validation page of a run, whole or not at all."""
    lake = Lake(home.path)
    run = _rows(lake, "runs", run_id).to_pylist()[0]
    failed = sum(not judgement.success for judgement in judgements)
    run["status"] = "refused" if any(judgement.stops_the_run for judgement in judgements) else "published"
    run["message"] = describe_whole(judgements)
    run.update(expectations=len(judgements), expectations_failed=failed, home=str(home.path.absolute()))
    html = render_page(judgements, run, _rows(lake, "quarantine", run_id).to_pylist())
    home.page.parent.mkdir(parents=True, exist_ok=True)
    partial = home.page.with_suffix(".partial")
    partial.write_text(html, encoding="utf-8")
    partial.replace(home.page)


class _Part(NamedTuple):
    """A staged file: its rows, as the stage that wrote it says, and its bytes unpacked."""

    path: str
    rows: int
    size: int


def _parts(home: Home, written: Sequence[tuple[str, int | None]]) -> list[_Part]:
    """Staged files by name, with the rows that a stage says it wrote; those of the file itself where it says nothing."""
    parts = []
    for path, (_, rows) in zip(home.store.obtain([name for name, _ in written]), written, strict=True):
        about = pq.read_metadata(path)
        size = sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
        parts.append(_Part(str(path), about.num_rows if rows is None else rows, size))
    return parts


def _groups(files: Sequence[_Part]) -> Iterator[list[_Part]]:
    group: list[_Part] = []
    for file in files:
        rows, size = file.rows + sum(part.rows for part in group), file.size + sum(part.size for part in group)
        if group and (rows > ROWS_PER_GROUP or size > BYTES_PER_GROUP):
            yield group
            group = []
        group.append(file)
    if group:
        yield group


def _lines(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    return tuple(f"{judgement.rule_id} ({judgement.observed})" for judgement in judgements)


def _sources(home: Home, lake: Lake, run_id: str) -> Mapping[str, str]:
    """Source URI of each article that has figures in this run, cleaned by it or before."""
    stored = sorted((home.staging(run_id) / "stored").glob("*.parquet"))
    tables = [pq.ParquetFile(path).read(columns=["article_id", "source_uri"]) for path in (*lake.files("articles", [run_id]), *stored)]
    pairs = (zip(table["article_id"].to_pylist(), table["source_uri"].to_pylist(), strict=True) for table in tables)
    return {article_id: uri for table in pairs for article_id, uri in table}


def _rows(lake: Lake, table: str, run_id: str) -> pa.Table:
    """The rows that this run has written of a table."""
    schema = arrow_schema(CONTRACTS[table])
    return concat(schema, (pq.ParquetFile(path).read() for path in lake.files(table, [run_id])))


def _profile_others(lake: Lake, run_id: str) -> Profile:
    """What the run looks like in tables whose rows are not judged batch by batch: dispositions, and reasons for quarantine."""
    numbers = (pq.ParquetFile(path).read(columns=["disposition"]) for path in lake.files("numbers", [run_id]))
    refused = _rows(lake, "quarantine", run_id).select(["reason"])
    return merge_profiles([*(profile_rows("numbers", rows) for rows in numbers), profile_rows("quarantine", refused)])


def _carried_before(home: Home, lake: Lake) -> Carried | None:
    """What the run of the live file left of its checks."""
    runs = lake.read_current("runs")
    stages = runs.filter(pc.equal(runs["run_id"], published_run(home.live) or ""))["stages"].to_pylist()
    return Carried.read(json.loads(stages[0]).get("carried")) if stages else None


def _profiles_before(lake: Lake) -> list[Profile]:
    """Profiles of the last published runs, as their records hold them."""
    runs = lake.read_current("runs")
    published = runs.filter(pc.equal(runs["status"], "published"))["stages"].to_pylist()[-RUNS_COMPARED:]
    found = [json.loads(stages).get("profile") for stages in published]
    return [Profile(profile["rows"], profile["nulls"], profile["mixes"]) for profile in found if profile]
