"""A sentence teaches what its number counts: as few rows as it takes, each with its examples, and none that does not do so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from overlays import SENTENCE, with_overlay, write_overlay

from seeds.overlay import NO_OVERLAY, active_overlay, add_rows
from tasks.facts.proofs.check import check_lexicons
from tasks.facts.proofs.teaching import Lesson, Taught, describe_sentence, read_sentence, teach

LABELS = ("Số người được tiêm chủng", "People vaccinated", "society", "", "flow")
ALSO = ("Trạm tiêm chủng được 45 cháu.", "Trường tổ chức tiêm chủng cho 120 học sinh.")
UNLIKE = (("Huyện có 12 điểm tiêm chủng.", "places where it is done"), ("Trạm tiêm phòng cho 120 con bò.", "cattle"))
NEW = Lesson(SENTENCE, "1.250", "vaccinations", LABELS, ("trẻ em", "person", "person"), ("tiêm chủng", "vaccinate"), "", ALSO, UNLIKE)


def names(taught: Taught) -> dict[str, int]:
    return {name: len(rows) for name, rows in taught.rows.items()}


def test_what_is_read_today_and_the_words_that_may_tell_it() -> None:
    (read,) = read_sentence(SENTENCE)
    assert (read.printed, read.indicator, read.kind, read.noun, read.noun_class) == ("1.250", "other", "count", "trẻ em", "person")
    assert read.guess == "tiêm chủng"


def test_a_new_indicator_takes_a_cue_a_rule_and_sentences_on_both_sides() -> None:
    taught = teach(NEW)
    assert taught.problems == ()
    assert names(taught) == {"negatives": 2, "indicators": 1, "cues": 1, "indicator_rules": 1}
    (rule,) = taught.rows["indicator_rules"]
    assert rule[:8] == ("vaccinations", "count", "person,student", "vaccinate", "", "", "", "")
    assert rule[8] == " | ".join((SENTENCE, *ALSO))
    assert taught.reading == "1.250=vaccinations unit:person"
    assert active_overlay() == NO_OVERLAY
    assert describe_sentence(SENTENCE) == "1.250=other unit:person"


def test_rows_that_were_taught_pass_the_check_of_the_lexicons(tmp_path: Path) -> None:
    for name, text in teach(NEW).overlay.texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    with with_overlay(tmp_path):
        assert not check_lexicons(own_alone=True)
        assert describe_sentence("Phường tiêm chủng cho 900 người già.") == "900=vaccinations unit:person"


@pytest.mark.parametrize(
    ("lesson", "rows"),
    [
        (Lesson("Bản Pủng có 60 nóc nhà sàn.", "60", "households", noun=("nóc nhà sàn", "household", "household")), {"nouns": 1}),
        (
            Lesson("Năm 2020, xã thu nạp 12 đảng viên.", "12", "party_members_admitted", cue=("thu nạp", "admit")),
            {"cues": 1},
        ),
        (Lesson("Xã có 34 hộ.", "34", "households"), {}),
    ],
)
def test_a_word_of_a_known_class_needs_no_rule(lesson: Lesson, rows: dict[str, int]) -> None:
    taught = teach(lesson)
    assert (names(taught), taught.problems) == (rows, ())
    assert taught.reading.startswith(f"{lesson.printed}={lesson.indicator}")


def test_a_cue_behind_the_number_stands_right_of_it() -> None:
    taught = teach(
        Lesson("Xã có 34 người được phong nghệ nhân.", "34", "vaccinations", LABELS, None, ("phong nghệ nhân", "artisan"), "", (), ())
    )
    assert taught.rows["indicator_rules"][0][3:5] == ("", "artisan")


def test_too_few_sentences_and_sentences_that_are_not_read_so_are_told() -> None:
    few = teach(replace(NEW, also=(), unlike=()))
    assert few.problems == ("'vaccinations' has 1 sentences over its rules and 0 in negatives.csv; write 3 and 2 at least",)
    other = teach(replace(NEW, also=("Xã trồng 34 ha quế.", ALSO[0])))
    assert other.problems == ("'Xã trồng 34 ha quế.' gives '34=crop_area unit:hectare'",)


def test_an_expectation_that_the_rows_do_not_meet_is_told() -> None:
    (problem, *_) = teach(replace(NEW, expected="1.250=vaccinations qualifier:about")).problems
    assert "was to give '1.250=vaccinations qualifier:about'" in problem


def test_a_sentence_that_must_not_be_read_so_and_is_is_told() -> None:
    problems = teach(replace(NEW, unlike=(UNLIKE[0], ("Trạm tiêm chủng cho 30 trẻ em.", "why")))).problems
    assert [one for one in problems if "negatives.csv" in one and "was to give 'no =vaccinations'" in one]


def test_a_wrong_name_is_told_with_the_nearest_one() -> None:
    wrong = Lesson("Bản có 60 nóc nhà sàn.", "60", "households", noun=("nóc nhà sàn", "household", "housheold"))
    assert teach(wrong).problems == ("unit: 'housheold' is no unit; did you mean 'household'?",)


def test_a_word_that_breaks_another_row_is_told() -> None:
    """A word of the seeds read otherwise: their own examples say so."""
    broken = teach(Lesson("Xã có 34 chi bộ.", "34", "households", noun=("chi bộ", "household", "household")))
    assert any(problem.startswith("seeds/lexicon/") for problem in broken.problems)


def test_rows_are_added_to_those_that_are_there_and_replace_those_with_their_key(tmp_path: Path) -> None:
    with with_overlay(
        write_overlay(tmp_path, {"cues": [["tiêm chủng", "vaccinate", "a", "b", "c"], ["tiêm phòng", "vaccinate", "a", "b", "c"]]})
    ):
        merged = add_rows(active_overlay(), {"cues": [("Tiêm chủng", "vaccinate", "x", "y", "z")], "nouns": []})
    assert merged.texts["cues.csv"].splitlines()[1:] == ["tiêm phòng,vaccinate,a,b,c", "Tiêm chủng,vaccinate,x,y,z"]
    assert merged.texts.keys() == {"cues.csv"}
