"""The scorer itself: perfect and damaged answers, and agreement with the reference scorer where that is at hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from label_files import SHARED, Label, anchor_range, read_set
from measuring import labelled_article
from scoring import Score, is_same_time, score_article, score_observations, summarise

SCORER = SHARED / "score.py"
LABELS = [label for name in ("samples_dev", "samples_held_out") for label in read_set(name)]


ARTICLE_COLUMNS = ("article_id", "source_uri", "text", "title", "author", "source_url", "view_count", "published_at", "published_on")
OBSERVATION_COLUMNS = (
    "article_id", "value", "value_high", "denominator", "span_start", "span_end", "span_text", "indicator", "measure", "unit",
    "qualifier", "status", "frequency", "breakdown", "organisation", "period_kind", "period_start", "period_end", "confidence",
)  # fmt: skip


def perfect_rows(label: Label, text: str) -> list[dict[str, Any]]:
    """The rows that a label asks for."""
    rows = []
    for observation in label.observations:
        span = anchor_range(text, observation["anchor"])
        assert span is not None, observation["anchor"]
        period = observation["period"] or {}
        row = {key: observation.get(key) for key in ("value", "value_high", "denominator", "indicator", "measure", "unit")}
        row |= {key: observation.get(key) for key in ("qualifier", "status", "frequency", "organisation")}
        row |= {"period_kind": period.get("kind"), "period_start": period.get("start"), "period_end": period.get("end")}
        row |= {"breakdown": json.dumps(observation["breakdown"], ensure_ascii=False)}
        row |= {"span_start": span[0], "span_end": span[1], "span_text": text[span[0] : span[1]]}
        rows.append(row)
    return rows


def damage(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Rows with mistakes of every kind: lost, doubled, wrong value, wrong codes; most state a confidence, in steps that repeat."""
    dice = random.Random(seed)
    wrong = {
        "indicator": "other", "unit": "kilogram", "qualifier": "over", "status": "target", "frequency": "daily", "denominator": 7.0,
        "organisation": "toàn huyện", "period_kind": "none", "period_start": "1999-01-01", "breakdown": '{"other": "x"}', "span_text": "x",
    }  # fmt: skip
    out = []
    for row in rows:
        fate = dice.random()
        if fate < 0.1:
            continue
        change: dict[str, Any] = {}
        if fate < 0.2:
            change = {"value": row["value"] + 1}
        elif fate < 0.6:
            key = dice.choice(sorted(wrong))
            change = {key: wrong[key]}
        out.append(row | change | {"confidence": dice.choice((None, 0.05, 0.3, 0.75, 0.95, 0.95, 0.99, 1.0))})
        if fate > 0.95:
            out.append(dict(out[-1]))
    return out


def test_perfect_answers_score_one() -> None:
    total = Score()
    for label in LABELS:
        article = labelled_article(label)
        total.add(score_article(label, article, perfect_rows(label, article["text"])))
    summary = summarise(total)
    assert total.problems == []
    assert [summary[key]["f1"] for key in ("cleaning", "detection", "observation", "row")] == [1.0, 1.0, 1.0, 1.0]
    assert summary["boilerplate_leak"] == 0.0
    assert summary["metadata"] == 1.0
    assert set(summary["of_detected"].values()) == {1.0}


def test_a_wrong_period_spoils_the_row_and_not_the_tuple() -> None:
    label = next(label for label in LABELS if label.observations and label.observations[0].get("period"))
    article = labelled_article(label)
    rows = perfect_rows(label, article["text"])
    rows[0] |= {"period_kind": "none", "period_start": None, "period_end": None}
    counts = score_article(label, article, rows).counts
    assert (counts["obs_fn"], counts["obs_fp"]) == (0, 0)
    assert (counts["row_fn"], counts["row_fp"], counts["row_tp"]) == (1, 1, len(rows) - 1)


def test_leaked_boilerplate_and_lost_body_are_seen() -> None:
    label = next(label for label in LABELS if "visitor_counter" in label.line_kinds.values())
    article = labelled_article(label)
    leaked = next(label.lines[n - 1] for n, kind in label.line_kinds.items() if kind == "footer")
    lines = article["text"].split("\n")
    score = score_article(label, {**article, "text": "\n".join([*lines[:-1], leaked])}, [])
    assert score.counts["boiler_leaked"] == 1
    assert score.counts["clean_fp"] > 0
    assert score.counts["clean_fn"] > 0


def test_figure_on_a_forbidden_anchor_is_marked() -> None:
    label = next(label for label in LABELS if label.data["not_observations"])
    text = labelled_article(label)["text"]
    spans = [anchor_range(text, anchor) for anchor in label.data["not_observations"]]
    start, end = next(span for span in spans if span)
    row = {"span_start": start, "span_end": end, "value": 1, "indicator": "other"}
    score = score_observations(label, text, [row])
    assert [problem.field for problem in score.problems if problem.kind == "spurious"] == ["forbidden"]
    assert score.counts["det_fp"] == 1


@pytest.mark.parametrize(
    ("want", "at", "on", "right"),
    [
        (None, None, None, True),
        (None, None, date(2020, 6, 24), False),
        ("2020-06-24", None, date(2020, 6, 24), True),
        ("2020-06-24T14:50:00+07:00", datetime.fromisoformat("2020-06-24T07:50:00+00:00"), date(2020, 6, 24), True),
        ("2020-06-24T14:50:00+07:00", datetime(2020, 6, 24, 14, 50), date(2020, 6, 24), False),
        ("2020-06-24T14:50:00+07:00", None, date(2020, 6, 24), False),
    ],
)
def test_published_times(want: str | None, at: datetime | None, on: date | None, right: bool) -> None:
    assert is_same_time(want, at, on) is right


def write_warehouse(path: Path, articles: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """A minimal published warehouse for the reference scorer."""
    connection = duckdb.connect(str(path))
    connection.execute(
        "create table articles (article_id text, source_uri text, text text, title text, author text, source_url text, "
        "view_count bigint, published_at timestamptz, published_on date)"
    )
    for article in articles:
        values = [article.get(key) for key in ARTICLE_COLUMNS]
        connection.execute(f"insert into articles values ({', '.join('?' * len(values))})", values)
    numeric = dict.fromkeys(("value", "value_high", "denominator", "confidence"), "double") | {"span_start": "bigint", "span_end": "bigint"}
    types = [f"{key} {numeric.get(key, 'text')}" for key in OBSERVATION_COLUMNS]
    connection.execute(f"create table observations ({', '.join(types)})")
    statement = f"insert into observations values ({', '.join('?' * len(OBSERVATION_COLUMNS))})"
    if rows:
        connection.executemany(statement, [[row.get(key) for key in OBSERVATION_COLUMNS] for row in rows])
    connection.close()


def reference_summary(warehouse: Path, gold: Path, raw: Path) -> dict[str, Any]:
    command = [sys.executable, str(SCORER), str(warehouse), str(gold), "--raw", str(raw), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


@pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer ../shared/score.py is not on this machine")
@pytest.mark.parametrize("seed", [1, 2])
def test_agrees_with_the_reference_scorer(seed: int, tmp_path: Path) -> None:
    """The same damaged answers get the same figures from both; texts are handed over in UTF-8, all that the other one reads."""
    dice = random.Random(seed)
    gold, raw = tmp_path / "gold", tmp_path / "raw"
    gold.mkdir()
    raw.mkdir()
    total, articles, rows = Score(), [], []
    for label in LABELS:
        (gold / label.path.name).write_bytes(label.path.read_bytes())
        (raw / label.file).write_text("\n".join(label.lines), "utf8")
        if dice.random() < 0.1:
            total.add(score_article(label, None, []))
            continue
        article = labelled_article(label)
        if dice.random() < 0.5:
            navigation = [label.lines[n - 1] for n, kind in label.line_kinds.items() if kind in ("footer", "related")]
            article |= {"text": "\n".join([article["text"], *navigation]), "author": "sai", "published_at": None}
        answers = damage(perfect_rows(label, article["text"]), seed)
        total.add(score_article(label, article, answers))
        article |= {"article_id": label.file, "source_uri": f"file:///x/{label.file}"}
        articles.append(article)
        rows += [{**row, "article_id": label.file} for row in answers]
    write_warehouse(tmp_path / "w.duckdb", articles, rows)
    assert 0.0 < summarise(total)["row"]["f1"] < summarise(total)["observation"]["f1"]
    assert summarise(total) == reference_summary(tmp_path / "w.duckdb", gold, raw)
