"""Every question of warehouse/queries is answered with real rows."""

from pathlib import Path

import pytest

from warehouse.questions import READERS, list_questions
from warehouse.reading import run_query

QUESTIONS = list_questions()


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.name for q in QUESTIONS])
def test_question_is_answered(question, rich_live: Path):
    rows = run_query(rich_live, question.sql)
    assert rows.num_rows > 0, question.asks


def test_every_reader_has_questions():
    assert len(QUESTIONS) >= 20
    assert {q.reader for q in QUESTIONS} == set(READERS)


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.name for q in QUESTIONS])
def test_question_reads_as_the_house_writes(question):
    assert question.asks.endswith(("?", ".")), "the first line asks"
    assert question.name.startswith(question.reader.split()[-1])
    for word in ("SELECT", "FROM ", "WHERE", "JOIN"):
        assert word not in question.sql, "key words are lower case"


def test_answers_are_right(rich_live: Path):
    by_name = {q.name: q.sql for q in QUESTIONS}
    confirmed = run_query(rich_live, by_name["analyst_well_confirmed"]).to_pylist()
    assert [(row["value"], row["report_count"]) for row in confirmed] == [(35.0, 2)]
    proved = run_query(rich_live, by_name["sceptic_prove_spans"]).to_pylist()[0]
    assert proved["figures"] == proved["re_proved"] > 10
    left = run_query(rich_live, by_name["operator_quarantine_left"]).to_pylist()
    assert left == [{"replayed_run_id": "20261121T0230Z", "outcome": "loaded", "reason": "empty", "things": 1}]
