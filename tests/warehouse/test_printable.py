"""Control characters are seen or gone, and everything else stays."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.printable import escape_controls, escape_json, escape_line, remove_controls

DANGEROUS = ["\x00", "\x07", "\x08", "\r", "\x1b", "\x7f", "\x85", "\x9b", "\u200e", "\u202e", "\u2028", "\u2066", "\ud800", "\udfff"]


@pytest.mark.parametrize("mark", DANGEROUS)
def test_a_control_character_is_written_out_or_removed(mark: str) -> None:
    name = f"tin{mark}bài.txt"
    assert mark not in escape_controls(name)
    assert f"{ord(mark):02x}" in escape_controls(name)
    assert remove_controls(name) == "tinbài.txt"
    assert mark not in escape_json(json.dumps([name], ensure_ascii=False))
    assert json.loads(escape_json(json.dumps([name], ensure_ascii=False))) == [name]


@given(st.text())
def test_what_is_shown_can_be_encoded_and_holds_no_control(text: str) -> None:
    for shown in (escape_controls(text), remove_controls(text), escape_line(text)):
        shown.encode()
        assert not {character for character in shown if unicodedata.category(character) in ("Cc", "Cs")} - {"\n", "\t"}
    assert "\n" not in escape_line(text)


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs"))))
def test_letters_digits_and_signs_stay(text: str) -> None:
    assert escape_line(text) == remove_controls(text) == text


def test_tabs_and_line_feeds_of_an_article_stay() -> None:
    assert escape_controls("Điều 1.\n\t12 xã") == "Điều 1.\n\t12 xã"
    assert escape_line("a\n\tb") == "a\\x0a\\x09b"
