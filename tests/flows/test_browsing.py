"""What `solieu browse` does before anybody asks for a page."""

from __future__ import annotations

from flows.browsing import SENTENCE, explain_steps


def test_the_sentence_that_the_server_begins_with_goes_through_the_rules_to_a_figure() -> None:
    steps = explain_steps(SENTENCE)
    assert list(steps) == [SENTENCE["text"].index("214")]
    assert all(steps.values())
