"""The quality gate: the real cleaning and extracting code on every labelled set, against floors that only rise."""

from __future__ import annotations

import pytest
from floors import FORMS, measures, read_floors
from label_files import SETS, digest, folders

CASES = [(name, form) for name, floors in read_floors().items() for form in FORMS if form in floors]


def test_every_sample_set_has_floors() -> None:
    assert {"samples_dev", "samples_held_out", "written"} <= set(read_floors()) <= set(SETS)


@pytest.mark.parametrize("name", sorted(read_floors()))
def test_floors_belong_to_these_labels(name: str) -> None:
    if not folders(name)[0].is_dir():
        pytest.skip(f"the labelled set {name} is not on this machine")
    assert read_floors()[name]["digest"] == digest(name), "labels changed: python tests/quality/floors.py --relabelled"


@pytest.mark.parametrize(("name", "form"), CASES)
def test_quality_has_not_fallen(name: str, form: str) -> None:
    if not folders(name)[0].is_dir():
        pytest.skip(f"the labelled set {name} is not on this machine")
    now = measures(name, form)
    assert now is not None
    fallen = {key: (now.get(key, 0.0), floor) for key, floor in read_floors()[name][form].items() if now.get(key, 0.0) < floor}
    assert not fallen, f"{name} {form}: measured, floor: {fallen}; see python tests/quality/report.py --set {name} --errors 50"
