"""Addresses of documents: one line of valid text each, and no two names under one address."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from tasks.text.addresses import MemberAddresses, spell_name, unspell_name

NAMES = st.text(st.sampled_from("ab!\\xu0512fF\n\x1b\x85\u2028\u202eé\u0301\u0302\udce9\udc41\ud800./ế"), max_size=12)
"""Names made of what an address must escape, of what its escapes are made of, and of accents."""


@given(NAMES)
def test_a_spelling_is_one_line_of_valid_text_in_nfc_and_leads_back_to_the_name(name: str) -> None:
    spelt = spell_name(name)
    assert spelt.encode().decode() == spelt
    assert spelt == unicodedata.normalize("NFC", spelt)
    assert spelt.isprintable()
    assert "!" not in spelt
    assert unspell_name(spelt) == unicodedata.normalize("NFC", name)


@given(NAMES)
def test_without_normalising_the_very_name_is_behind_the_spelling(name: str) -> None:
    assert unspell_name(spell_name(name, is_normalised=False)) == name


@given(st.lists(NAMES, max_size=8))
@example(["u\u0301", "u\u0301"])
@example(["u\u0301", "\u00fa", "u\u0301"])
def test_no_address_of_a_container_is_given_twice(names: list[str]) -> None:
    addresses = MemberAddresses("file:///a.zip")
    given_ones = [addresses.give(name) for name in names]
    assert len({address for address, _ in given_ones}) == len(names)
    assert [repeated for _, repeated in given_ones] == [name in names[:position] for position, name in enumerate(names)]
