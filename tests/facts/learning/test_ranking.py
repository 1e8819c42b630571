"""Weighed choices: the likeliest wins, weights are fitted from right answers, and the examples of holders and periods hold."""

from __future__ import annotations

from itertools import permutations

import pytest

from tasks.facts.holders.holders import Holders
from tasks.facts.holders.names import key_of
from tasks.facts.knowledge.weights import Choice, rank, read_weights, score
from tasks.facts.learning.fitting import RARE, Question, fit_weights
from tasks.facts.learning.labelled import days_of, holder_examples, period_examples, right_holders, right_periods
from tasks.facts.periods.times import Times


def test_the_likeliest_comes_first_and_probabilities_add_to_one() -> None:
    ranked = rank([Choice("far", {"far"}), Choice("near", {"near"}), Choice(None, {"nobody"})], {"near": 2.0, "nobody": 1.0})
    assert [one.value for one in ranked] == ["near", None, "far"]
    assert sum(one.probability for one in ranked) == pytest.approx(1.0)


def test_of_equals_the_first_given_wins() -> None:
    assert rank([Choice("a", {"x"}), Choice("b", {"x"})], {"x": 1.0})[0].value == "a"


def test_the_order_of_features_does_not_decide_between_equals() -> None:
    """Sets give their features in another order in another process; a plain sum would then differ in its last digit."""
    weights = {"x": 0.1, "y": 0.2, "z": 0.3}
    assert sum(weights[one] for one in "xyz") != sum(weights[one] for one in "zyx")
    assert {score(order, weights) for order in permutations(weights)} == {0.6}
    assert rank([Choice("a", ["z", "y", "x"]), Choice("b", ["x", "y", "z"])], weights)[0].value == "a"


def test_weights_follow_what_the_right_choices_have_and_the_others_lack() -> None:
    asked = [Question([{"subject", "near"}, {"near"}], frozenset({0}))] * 30 + [Question([{"far"}, {"subject"}], frozenset({1}))] * 30
    weights = fit_weights(asked)
    assert weights["subject"] > 0 > weights["far"]
    assert weights == fit_weights(asked)


def test_a_question_that_any_choice_answers_teaches_nothing() -> None:
    assert fit_weights([Question([{"x"}, {"y"}], frozenset({0, 1})), Question([{"x"}, {"y"}], frozenset())]) == {}


def test_of_two_right_choices_the_first_of_its_label_is_likelier() -> None:
    choices = [{"x"}, {"y"}, {"z"}]
    level = fit_weights([Question(choices, frozenset({0, 1}))] * 40)
    weights = fit_weights([Question(choices, frozenset({0, 1}), frozenset({1}))] * 40)
    assert level["x"] == level["y"] > 0 > level["z"]
    assert weights["y"] > weights["x"] > weights["z"]


def test_what_few_questions_show_is_left_out() -> None:
    often, seldom = Question([{"often"}, {"seldom"}], frozenset({0})), Question([{"rare"}, {"often"}], frozenset({0}))
    assert set(fit_weights([often] * 9 + [seldom] * (RARE - 1))) == {"often", "seldom"}
    assert "rare" in fit_weights([often] * 9 + [seldom] * RARE)


def test_a_question_asked_again_counts_as_another_like_it() -> None:
    """Whether it is one question many times over or many of the same words: examples that count sixfold are the same sixfold."""

    def ask() -> list[Question]:
        return [Question([{"subject", "near"}, {"far"}], frozenset({0})), Question([{"far", "near"}, {"subject"}], frozenset({0}))]

    first, second = ask()
    again = fit_weights([first] * 12 + [second] * 4)
    assert again == fit_weights([question for _ in range(12) for question in ask()[:1]] + [ask()[1] for _ in range(4)])
    assert again != fit_weights([first] * 8 + [second] * 8)


@pytest.mark.parametrize("name", ["holder", "period"])
def test_every_weight_is_a_number_of_some_size(name: str) -> None:
    weights = read_weights(name)
    assert len(weights) > 100
    assert all(0 < abs(weight) < 10 for weight in weights.values())


@pytest.mark.parametrize("example", holder_examples(), ids=lambda one: one.name)
def test_the_holders_of_an_example_are_found(example: object) -> None:
    holders = Holders(example.reading, example.drafts)  # type: ignore[attr-defined]
    for draft in holders.settle_all():
        assert key_of(draft.organisation) in right_holders(example.labels[draft.start]), draft.printed  # type: ignore[attr-defined]


@pytest.mark.parametrize("example", period_examples(), ids=lambda one: one.name)
def test_the_periods_of_an_example_are_found(example: object) -> None:
    for draft in Times(example.reading, example.drafts).date_all():  # type: ignore[attr-defined]
        assert days_of(draft.period) in right_periods(example.labels[draft.start]), draft.printed  # type: ignore[attr-defined]
