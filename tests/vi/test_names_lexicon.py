"""Every row of the lexicon of bodies and places proves itself by its example."""

from __future__ import annotations

import pytest

from tasks.vi.entities.names import find_organisations
from tasks.vi.gazetteer.organisation_heads import COLUMNS
from tasks.vi.text.lexicon import read_lexicon

ROWS = read_lexicon("organisations", COLUMNS)
KINDS = {
    "party_committee",
    "party_cell",
    "government",
    "household",
    "mass_organisation",
    "school",
    "police",
    "company",
    "institution",
    "place",
    "country",
    "region",
    "site",
    "name_word",
}
TAILS = {"place", "name", "strict", "none"}


@pytest.mark.parametrize("row", ROWS, ids=[row["surface"] for row in ROWS])
def test_row(row: dict[str, str]) -> None:
    assert row["kind"] in KINDS
    assert row["tail"] in TAILS
    assert row["level"] in {"", "village", "commune", "district", "city", "province", "country"}
    assert row["expected"] in [found.text for found in find_organisations(row["example"], None)]
