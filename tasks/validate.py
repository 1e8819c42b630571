"""Stage validate: staged Parquet in; judgements, and the rows that must not be loaded, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from expectations.drift import Profile, compare_profiles, merge_profiles, profile_rows
from expectations.judgements import Judgement, judge_shares, merge_judgements
from expectations.rules import ROW_TABLES
from expectations.running import judge_checks, judge_rows
from tasks.messages import RefusedRow, ValidatedBatch, ValidateJob
from tasks.store.quarantine import Refusal, one_line
from warehouse.parquet import check_version

ROWS_PER_GROUP = 50_000
BYTES_PER_GROUP = 64 << 20
"""Parts are judged together up to so many rows, and bytes unpacked: a group costs 0.1 s however small, and memory for all it holds."""


@dataclass(frozen=True)
class Validation:
    """What judging a whole run gave, candidate included."""

    judgements: tuple[Judgement, ...]
    refused: tuple[RefusedRow, ...]
    profile: Profile

    @property
    def stopping(self) -> tuple[Judgement, ...]:
        """Because of these the run must not publish."""
        return tuple(judgement for judgement in self.judgements if judgement.stops_the_run)


def validate_group(job: ValidateJob) -> ValidatedBatch:
    """Judge one group of staged parts."""
    return validate_batch(job.paths, job.run_id, job.batch, job.run_on, job.floors)


def validate_batch(
    paths: Mapping[str, str | Sequence[str]], run_id: str, batch: str, run_on: date, floors: Mapping[str, int] | None = None
) -> ValidatedBatch:
    """Judge staged Parquet files by the row rules of their tables.

    `paths` gives the file or files of each table; `floors` the rows each table must have at least: what the stage before
    says it wrote. Where nothing is said it is one, but none for tables that an article may leave empty.

    Raises:
        NewerContract: a file was written under a newer contract.
        ContractBroken: a file was not written by solieu.
    """
    judgements: list[Judgement] = []
    refused: list[RefusedRow] = []
    profiles: list[Profile] = []
    for table, files in paths.items():
        rows = read_staged([files] if isinstance(files, str) else list(files))
        floor = (floors or {}).get(table, 1 if table == "articles" else 0)
        frame = rows.to_pandas(types_mapper=pd.ArrowDtype)
        found = judge_rows(table, frame, f"{run_id} {batch}", run_on=run_on, floor=floor)
        judgements += found
        refused += refused_rows(table, rows, found)
        profiles.append(profile_rows(table, rows))
    return ValidatedBatch(batch, tuple(judgements), tuple(refused), merge_profiles(profiles))


def validate_candidate(
    checks: Mapping[str, pa.Table],
    batches: Sequence[ValidatedBatch] = (),
    others: Profile | None = None,
    before: Sequence[Profile] = (),
) -> Validation:
    """Judge the run as a whole: its batches together, the checks of its candidate, and whether it is like the runs before.

    `checks` is what `warehouse.checks.run_checks` found; `others` profiles tables that no batch judges (`numbers`,
    `quarantine`); `before` the profiles of earlier runs.

    Raises:
        ValueError: a check lacks a column or two checks use the same rule id.
    """
    of_rows = merge_judgements(judgement for batch in batches for judgement in batch.judgements)
    refused = tuple(row for batch in batches for row in batch.refused)
    profile = merge_profiles([*(batch.profile for batch in batches), others or Profile()])
    of_tables = judge_checks({**checks, "profile": compare_profiles(profile, before)})
    return Validation((*of_rows, *judge_shares(of_rows), *of_tables), refused, profile)


def validate_current(
    tables: Mapping[str, Iterable[pa.Table]], checks: Mapping[str, pa.Table], run_on: date, profiles: Sequence[Profile] = ()
) -> Validation:
    """Judge what stands now, all of it, by every rule: the rows of each table in parts, and the checks of the whole.

    Unlike a run this also judges the rows of `blocks`, `numbers`, `article_places` and `duplicates`. Nothing is refused or
    written. `profiles` are those of the last runs, the newest last.
    """
    judgements: list[Judgement] = []
    for table, parts in tables.items():
        for number, part in enumerate(parts, start=1):
            frame = part.to_pandas(types_mapper=pd.ArrowDtype)
            judgements += judge_rows(table, frame, f"{table} {number}", run_on=run_on, floor=1 if table == "articles" else 0)
    of_rows = merge_judgements(judgements)
    last = profiles[-1] if profiles else Profile()
    of_tables = judge_checks({**checks, "profile": compare_profiles(last, profiles[:-1])})
    return Validation((*of_rows, *judge_shares(of_rows), *of_tables), (), last)


def read_staged(files: Sequence[str]) -> pa.Table:
    """The rows of these files of one table. Read file by file: the `run=` in their path is no column."""
    tables = []
    for file in files:
        check_version(Path(file))
        tables.append(pq.ParquetFile(file).read())
    return pa.concat_tables(tables, promote_options="default")


def refused_rows(table: str, rows: pa.Table, judgements: Iterable[Judgement]) -> list[RefusedRow]:
    """The rows that broke a critical rule, each once, with the first rule it broke and how many more."""
    if table not in ROW_TABLES:
        return []
    broken: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.refuses_rows:
            for item_id in judgement.failing_ids:
                broken.setdefault(item_id, []).append(judgement)
    if not broken:
        return []
    key = ROW_TABLES[table]
    spans = [name for name in ("span_start", "span_end") if name in rows.column_names]
    is_broken = pc.is_in(rows[key], value_set=pa.array(list(broken), pa.string()))
    lost = rows.select([*dict.fromkeys((key, "article_id", *spans))]).filter(is_broken)
    found = {row[key]: row for row in lost.to_pylist()}
    return [_refused_row(table, item_id, found.get(item_id, {}), reasons) for item_id, reasons in broken.items()]


def refusals(refused: Iterable[RefusedRow], sources: Mapping[str, str]) -> list[Refusal]:
    """The quarantine rows of refused rows, for `quarantine_table`; `sources` gives the source URI of each article id."""
    return [
        Refusal(
            sources.get(row.article_id, row.article_id), row.item_id, "validate", "failed_expectation", one_line(row.detail),
            row.span_start, row.span_end,
        )
        for row in refused
    ]  # fmt: skip


def _refused_row(table: str, item_id: str, row: Mapping[str, object], reasons: Sequence[Judgement]) -> RefusedRow:
    first = reasons[0]
    others = f" (and {', '.join(judgement.rule_id for judgement in reasons[1:])})" if len(reasons) > 1 else ""
    start, end = row.get("span_start"), row.get("span_end")
    return RefusedRow(
        table, item_id, str(row.get("article_id") or item_id), first.rule_id, f"{first.rule_id}: {first.meaning}{others}",
        start if isinstance(start, int) else None, end if isinstance(end, int) else None,
    )  # fmt: skip
