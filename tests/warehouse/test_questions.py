"""Every question of warehouse/queries is answered with real rows."""

from datetime import date
from pathlib import Path

import pytest
from small_lake import Page, commit_run

from warehouse.building import rebuild
from warehouse.lake.lake import Lake
from warehouse.questions import READERS, UnknownQuestion, find_question, list_questions, parse_question
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


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.parameters], ids=lambda q: q.name)
def test_what_is_told_to_a_question_narrows_its_answer(question, rich_live: Path):
    for parameter in question.parameters:
        assert parameter.meaning.endswith((".", "…")), parameter
        nonsense = question.fill({parameter.name: "no' such -- thing"})
        assert run_query(rich_live, nonsense).num_rows == 0, parameter.name


def test_words_are_told_with_or_without_marks(rich_live: Path):
    question = find_question("admissions_by_commune")
    assert question.name == "analyst_admissions_by_commune"
    for words in ("Phúc Xá", "phuc xa", "ba dinh"):
        rows = run_query(rich_live, question.fill({"like": words})).to_pylist()
        assert [(row["place_name"], row["admitted"]) for row in rows] == [("Phường Phúc Xá", 21.0)]
    assert run_query(rich_live, question.fill({"like": "Tân Kỳ"})).num_rows == 0


def test_a_question_that_is_not_there_or_has_no_such_parameter_is_refused():
    with pytest.raises(UnknownQuestion, match="nothing_like_it: no such question"):
        find_question("nothing_like_it")
    with pytest.raises(UnknownQuestion, match="--colour: analyst_poverty_by_place has no such parameter; it has --like"):
        find_question("poverty_by_place").fill({"colour": "x"})
    with pytest.raises(UnknownQuestion, match="--x: operator_freshness has no such parameter; it has none"):
        find_question("operator_freshness").fill({"x": "1"})


def test_a_parameter_that_is_a_number_takes_no_words():
    question = parse_question("analyst_x", "-- analyst: What?\n-- $most = 20: How many.\nselect 1 limit $most\n")
    assert question.sql == "-- analyst: What?\nselect 1 limit 20\n"
    assert question.fill({"most": "-3"}).endswith("limit -3\n")
    with pytest.raises(UnknownQuestion, match="--most: '1; drop' is no whole number"):
        question.fill({"most": "1; drop"})
    with pytest.raises(ValueError, match=r"uses \$least and does not name it"):
        parse_question("analyst_x", "-- analyst: What?\nselect $least\n")


def test_a_target_is_compared_with_results_of_its_own_period_alone(tmp_path: Path):
    def page(name: str, number: int, start: date, end: date, status: str = "actual", kind: str = "range") -> Page:
        span = {"period_kind": kind, "period_end": end, "status": status}
        text = f"Tin {name}\nTrong thời gian ấy {number} đảng viên {name}."
        return Page(f"file:///raw/{name}.txt", text, indicator="party_members_admitted", period_start=start, more=span)

    five, eight, short = date(2020, 1, 1), date(2018, 1, 1), date(2023, 6, 30)
    end = date(2024, 12, 31)
    pages = [page("mục tiêu", 500, five, end, "target"), page("tám năm", 900, eight, end), page("nửa chừng", 300, five, short)]
    state = [
        page("nhắm tới", 80, date(2025, 1, 1), date(2025, 12, 31), "target", "as_of"),
        page("năm trước", 70, date(2024, 12, 31), date(2024, 12, 31), "actual", "as_of"),
    ]
    question = find_question("analyst_targets_and_results")

    def answered(folder: str, pages: list[Page]) -> list[tuple[float, float]]:
        lake = Lake(tmp_path / folder)
        commit_run(lake, "r1", pages)
        rebuild(lake, tmp_path / f"{folder}.duckdb")
        return [(row["target"], row["result"]) for row in run_query(tmp_path / f"{folder}.duckdb", question.sql).to_pylist()]

    assert answered("unequal", [*pages, *state]) == []
    equal = [page("năm năm", 410, five, end), page("trong năm", 77, date(2025, 6, 30), date(2025, 6, 30), "actual", "as_of")]
    assert sorted(answered("equal", [*pages, *state, *equal])) == [(80.0, 77.0), (500.0, 410.0)]
