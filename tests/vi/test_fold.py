"""The door, and folding that keeps offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vi.text.fold import fold_text, normalise


@pytest.mark.parametrize(
    ("raw", "clean", "repairs"),
    [
        ("Đảng bộ", "Đảng bộ", ()),
        ("plain ascii", "plain ascii", ()),
        ("Ðảng viên", "Đảng viên", ("eth",)),
        ("các ðảng viên", "các đảng viên", ("eth",)),
        ("Friðrik ghi bàn", "Friðrik ghi bàn", ()),
        ("1\u00a0200\u202fngười\t", "1 200 người ", ("space",)),
        ("trách nhiệm\u200b về", "trách nhiệm về", ("invisible",)),
        ("BĐS\u00ad.", "BĐS.", ("invisible",)),
        ("\ufeffTin", "Tin", ("invisible",)),
        ("một\u2028hai\r\nba\x85bốn", "một\nhai\nba\nbốn", ("line_end",)),
        ("vụ\x02 án", "vụ án", ("control",)),
        (unicodedata.normalize("NFD", "Số liệu"), "Số liệu", ("nfc",)),
        ("e\u200b\u0301", "é", ("invisible", "nfc")),
    ],
)
def test_normalise_repairs_and_names_them(raw: str, clean: str, repairs: tuple[str, ...]) -> None:
    assert normalise(raw) == (clean, repairs)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("１２８ hộ", "128 hộ"), ("７，５％", "7,5%"), ("𝟕𝟔 và 𝟘𝟡", "76 và 09"), ("１．２３４", "1.234"), ("＜b＞＆", "＜b＞＆")],
)
def test_digits_of_other_keyboards_are_plain(printed: str, plain: str) -> None:
    assert normalise(printed) == (plain, ("width",) if printed != plain else ())


@given(st.text())
def test_normalise_twice_is_once(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once) == (once, ())
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹ ÐĐ0123456789.,%"))
def test_composed_and_decomposed_text_meet(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text))[0] == normalise(text)[0]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@given(st.text())
def test_folding_twice_is_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ĐẮK R’LẤP", "dak r’lap"), ("Thủy - Thuỷ", "thuy - thuy"), ("Ưu tú, ợ Ỹ", "uu tu, o y"), ("1,5 m² ở İ", "1,5 m² o i")],
)
def test_folding(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_a_tone_typed_behind_its_letter_is_set_on_it() -> None:
    assert normalise("xuâ´t khẩu, tô´t, mơ\u02cb, giá 5´ và ´trích´") == ("xuất khẩu, tốt, mờ, giá 5´ và ´trích´", ("spacing_mark",))
    assert normalise(normalise("xuâ´t")[0]) == ("xuất", ())
