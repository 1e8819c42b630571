"""A bounded share of real articles publishes, and the night after it changes nothing. `make soak` runs all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from plain_run import run_stages
from soaking import SHARED, Night, look, problems, take_share

OF_EACH = 25
NIGHT = Night("seeds", 1, 0, "published", 5, 5, 120, 0, 0, 1.0, "abc", "")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora of ../shared are not on this machine")
def test_a_share_of_every_corpus_publishes_and_the_second_night_changes_nothing(tmp_path: Path) -> None:
    locations = [str(path) for path in take_share(tmp_path / "raw", OF_EACH)]
    nights = []
    for number in (1, 2):
        run_stages(tmp_path / "home", locations, batch_size=50)
        nights.append(look("share", number, tmp_path / "home", 0, "", 0.0))
    assert problems(nights) == []
    assert nights[0].articles > 3 * OF_EACH
    assert nights[0].documents == sum(1 for path in (tmp_path / "raw").rglob("*") if path.is_file())
    assert nights[0].articles + nights[0].quarantined == nights[0].documents


def test_a_soak_tells_what_is_not_as_it_must_be() -> None:
    second = replace(NIGHT, number=2, status="unchanged")
    assert problems([NIGHT, second]) == []
    refused = replace(NIGHT, status="refused", exit_code=3, said="why")
    assert problems([refused]) == ["seeds night 1 should be published: refused, exit 3: why"]
    assert problems([NIGHT, replace(second, status="published")]) == ["seeds night 2 should be unchanged: published, exit 0: "]
    assert problems([NIGHT, replace(second, live="other")]) == ["seeds: the second night changed the live file"]
