"""Taking out what the checks of the candidate found wrong: a bad row with itself, a bad article with itself, the night goes on.

Row rules judge the staged figures and articles before they are loaded. What only the whole shows (keys, spans, blocks, the
ledger of numbers) is found in the candidate. Its rows are put into quarantine then, the documents are accounted for anew, and
the candidate is built again without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from expectations.judgements import FAILING_ROWS, FAILING_SHARE, Judgement
from tasks.messages import FAILED_SCHEMA
from tasks.runs.verdicts import Fault, Withdrawal
from tasks.store.home import Home
from tasks.store.quarantine import Refusal, one_line, quarantine_table
from warehouse.lake.lake import Lake
from warehouse.parquet import write_parquet
from warehouse.reading import opened

ROUNDS = 3
"""How often a candidate is built anew without what was wrong in the one before; then the run is refused."""


TAKEN_OUT = "; taken out"


def find_faults(checks: Mapping[str, pa.Table], candidate: Path, run_id: str) -> tuple[Fault, ...]:
    """What the critical checks on rows and articles found wrong in the candidate, each once, with the first rule it breaks.

    A row of an article that an earlier run wrote stands for its article: rows of a committed run cannot be refused any more.
    Rows of an article that is wrong as a whole are left out.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for table in checks.values():
        for row in table.to_pylist():
            if row["severity"] == "critical" and row.get("scope") == "row":
                for fault in row["faults"]:
                    found.setdefault(fault["item_id"], (fault["article_id"], row["rule_id"], row["meaning"]))
    if not found:
        return ()
    owners = {article_id for article_id, _, _ in found.values()}
    with opened(candidate) as con:
        rows = con.execute(
            "select article_id, source_uri, extracted_run_id from raw_files where status = 'loaded' and article_id in (select unnest(?))",
            [sorted(owners)],
        ).fetchall()
    documents = {article_id: (uri, extracted) for article_id, uri, extracted in rows}
    faults: dict[str, Fault] = {}
    for item_id, (article_id, rule_id, meaning) in found.items():
        uri, extracted = documents.get(article_id, (article_id, None))
        is_of_run = extracted == run_id
        fault = Fault(article_id, item_id if is_of_run else article_id, rule_id, meaning, uri, is_of_run)
        faults.setdefault(fault.item_id, fault)
    whole = {fault.article_id for fault in faults.values() if fault.is_article}
    return tuple(fault for fault in faults.values() if fault.is_article or fault.article_id not in whole)


def judge_faults(faults: Sequence[Fault], of_run: int, before: int) -> Judgement:
    """Are the faults those of a few articles, or is the whole untrustworthy?

    `of_run` articles were extracted by this run, `before` by earlier ones; each group is judged by its own number, for a rule
    that broke tonight shows in tonight's articles however many stand already.
    """
    told = []
    for group, articles in ((True, of_run), (False, before)):
        wrong = len({fault.article_id for fault in faults if fault.is_of_run is group})
        if wrong > max(FAILING_ROWS, FAILING_SHARE * articles):
            told.append(f"{wrong:,} of {articles:,} articles of {'this run' if group else 'earlier runs'}")
    wrong = len({fault.article_id for fault in faults})
    return Judgement(
        table_name="articles", rule_id="articles.candidate.faulty_share", severity="critical", scope="table", success=not told,
        expectation="expect_few_articles_faulty",
        meaning=f"The checks of the whole fault at most {FAILING_SHARE:.0%} of the articles, or {FAILING_ROWS} where that is more.",
        observed=("; ".join(told) or f"{wrong:,} of {of_run + before:,} articles") + " are faulty", evaluated_count=of_run + before,
        failing_count=wrong, failing_ids=tuple(sorted({fault.article_id for fault in faults})),
    )  # fmt: skip


def withdraw(home: Home, run_id: str, faults: Sequence[Fault], number: int) -> Withdrawal:
    """Put the faults into quarantine, which keeps them out of the next candidate; no file is rewritten.

    `number` is the round, from 1: each has a part of its own in the lake.
    """
    refused = [
        Refusal(
            fault.source_uri, fault.item_id, "validate", "failed_expectation",
            one_line(f"{fault.rule_id}: {fault.meaning} (found in the candidate)"),
        )
        for fault in faults
    ]  # fmt: skip
    Lake(home.path).write("quarantine", run_id, f"check-{number}", quarantine_table(refused, run_id))
    articles = sorted({fault.source_uri for fault in faults if fault.is_article})
    path = home.staging(run_id) / "failed" / f"check-{number}.parquet"
    write_parquet(pa.table({"source_uri": articles}, schema=FAILED_SCHEMA), path)
    figures = sum(not fault.is_article and fault.rule_id.startswith("observations.") for fault in faults)
    return Withdrawal(len(articles), figures, len(faults) - len(articles) - figures)


def with_withdrawn(judgements: Sequence[Judgement], withdrawn: Sequence[Judgement]) -> list[Judgement]:
    """The judgements of a candidate, with what failed in the ones before in the place of the same rule that holds now."""
    earlier = {judgement.rule_id: judgement for judgement in withdrawn}
    return [earlier.get(judgement.rule_id, judgement) if judgement.success else judgement for judgement in judgements]


def taken_out(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The failed judgements whose rows are taken out, as they are told in the end."""
    failed = (judgement for judgement in judgements if judgement.refuses_rows)
    return tuple(one if one.observed.endswith(TAKEN_OUT) else replace(one, observed=one.observed + TAKEN_OUT) for one in failed)
