"""Numbers told by the word before them."""

from __future__ import annotations

import pytest

from tasks.vi.numbers.dispositions import find_dispositions
from tasks.vi.numbers.number_heads import HEAD_COLUMNS
from tasks.vi.text.lexicon import read_lexicon
from warehouse.contracts.numbers import DISPOSITIONS

FORMS = ("Huyện có {head} số 25, còn 10 hộ.", "{head} số 3 có 10 hộ.", "Huyện có {head} 25, còn 10 hộ.", "Theo {head} số 25-CT/TW, xã họp.")


@pytest.mark.parametrize("form", FORMS)
def test_every_head_gives_a_disposition_that_the_table_takes(form: str) -> None:
    told = 0
    for row in read_lexicon("number_heads", HEAD_COLUMNS):
        for found in find_dispositions(form.format(head=row["surface"])):
            assert found.kind in DISPOSITIONS, row["surface"]
            told += 1
    assert told >= 20, "most heads tell what their number is"


def test_a_number_of_what_claims_no_number_is_its_name() -> None:
    found = find_dispositions("Bộ phận số 3 tiếp nhận hồ sơ.")
    assert [(one.kind, one.rule) for one in found] == [("name", "number_of:bộ phận")]
