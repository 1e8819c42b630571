"""Bytes to text: every encoding that Vietnamese pages come in, and what is repaired."""

from __future__ import annotations

import unicodedata

import pytest

from tasks.text.decode import Decoded, Undecodable, decode_document

TEXT = (
    "Đảng bộ xã Nàn Sín có 74 đảng viên, sinh hoạt tại 9 chi bộ.\n"
    "Tỷ lệ hộ nghèo giảm còn 12,5% vào cuối năm 2022; thu nhập bình quân đạt 31 triệu đồng.\n"
) * 4


def decode(data: bytes, *, is_html: bool = False) -> Decoded:
    decoded = decode_document(data, is_html=is_html)
    assert isinstance(decoded, Decoded), decoded
    return decoded


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_unicode_encodings(codec: str, name: str) -> None:
    decoded = decode(TEXT.encode(codec))
    assert (decoded.text, decoded.encoding) == (TEXT, name)


def to_cp1258(text: str) -> bytes:
    """cp1258 has the letters with their hooks and circumflexes, and the tones as marks of their own."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", char)
            tone = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tone))
            out += letter.encode("cp1258") + "".join(tone).encode("cp1258")
    return bytes(out)


def test_windows_1258() -> None:
    decoded = decode(to_cp1258(TEXT))
    assert (decoded.text, decoded.encoding) == (TEXT, "cp1258")


def test_declared_charset_of_a_page() -> None:
    page = f'<html><head><meta charset="windows-1258"></head><body><p>{TEXT}</p></body></html>'
    decoded = decode(to_cp1258(page), is_html=True)
    assert TEXT.split("\n", maxsplit=1)[0] in decoded.text
    assert decoded.encoding == "windows-1258"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tcvn3", "§¶ng bé x· cã 74 ®¶ng viªn, sinh ho¹t t¹i 9 chi bé. Nh÷ng n¨m qua, c«ng t¸c ph¸t triÓn ®¶ng viªn lu«n ®−îc quan t©m."),
        (
            "vni",
            "Ñaûng boä xaõ coù 74 ñaûng vieân, sinh hoaït taïi 9 chi boä. Nhöõng naêm qua, "
            "coâng taùc phaùt trieån ñaûng vieân luoân ñöôïc quan taâm.",
        ),
    ],
)
def test_legacy_bytes(name: str, text: str) -> None:
    pytest.importorskip("viparse", reason="legacy encodings need the extra `legacy`")
    decoded = decode((text.replace("−", "\u00ad") * 3).encode("latin-1"))
    assert decoded.encoding == name
    assert "đảng viên, sinh hoạt tại 9 chi bộ. Những năm qua" in decoded.text


def test_legacy_font_stored_as_unicode() -> None:
    pytest.importorskip("viparse", reason="legacy encodings need the extra `legacy`")
    text = "Ñaûng boä xaõ coù 74 ñaûng vieân, sinh hoaït taïi 9 chi boä. Coâng taùc phaùt trieån ñöôïc quan taâm. " * 3
    decoded = decode(text.encode())
    assert "đảng viên, sinh hoạt tại 9 chi bộ" in decoded.text
    assert decoded.repairs == "legacy_font"


def test_mojibake_is_repaired_and_quotes_stay() -> None:
    quoted = "“Đảng bộ” có 74 đảng viên.\n" * 5
    decoded = decode(TEXT.encode().decode("latin-1").encode())
    assert decoded.text == TEXT
    assert "mojibake" in decoded.repairs
    plain = decode(quoted.encode())
    assert (plain.text, plain.repairs) == (quoted, "")


def test_door() -> None:
    decoded = decode(unicodedata.normalize("NFD", "Ðảng\u00a0bộ xã\u200b ").encode())
    assert decoded.text == "Đảng bộ xã "
    assert set(decoded.repairs.split(",")) == {"nfc", "eth", "space", "invisible"}


def test_a_letter_cut_at_the_end_loses_only_itself() -> None:
    decoded = decode((TEXT + "đ").encode()[:-1])
    assert decoded.text.startswith(TEXT)


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(range(0, 256, 3)) * 50, b"\x00\x01\x02\x03" * 500])
def test_what_is_no_text(data: bytes) -> None:
    assert isinstance(decode_document(data), Undecodable)


def misread(text: str, page: str) -> str:
    """UTF-8 read as a code page; bytes that the page does not know stay control characters, as browsers have it."""
    chars = (bytes([byte]).decode(page, "replace") for byte in text.encode())
    return "".join(char if char != "\ufffd" else chr(byte) for char, byte in zip(chars, text.encode(), strict=True))


QUOTED = TEXT + "Ông Tủa nói: “Nhờ có đường mới – Ước mơ đã thành!”, bà con vỗ tay… Ý kiến ấy rất hay ở từng nhà.\n"


@pytest.mark.parametrize("page", ["cp1258", "cp1252", "latin-1"])
def test_utf8_read_as_a_code_page(page: str) -> None:
    decoded = decode(misread(QUOTED, page).encode())
    assert (decoded.text, decoded.repairs) == (QUOTED, "mojibake")


def test_a_paragraph_read_as_windows_1258_below_sound_ones() -> None:
    decoded = decode((TEXT + misread(QUOTED, "cp1258")).encode())
    assert (decoded.text, decoded.repairs) == (TEXT + QUOTED, "mojibake")


def test_a_letter_of_which_a_byte_is_lost_is_no_repaired_text() -> None:
    lost = QUOTED.encode().decode("cp1258", "replace")
    decoded = decode((TEXT + lost).encode())
    assert decoded.repairs == "mojibake_in_part"
    assert "Đảng bộ xã Nàn Sín có 74 đảng viên" in decoded.text[len(TEXT) :]


def test_sound_text_with_strange_letters_is_left_alone() -> None:
    text = TEXT + "Nhà thơ «má» viết: Ă £5, Ä‘ và âm €; ca sĩ Björk hát ở Århus.\n"
    decoded = decode(text.encode())
    assert (decoded.text, decoded.repairs) == (text, "")
