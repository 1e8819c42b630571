"""Bytes to text: which encoding, and what had to be repaired."""

from __future__ import annotations

import codecs
import importlib
import re
import unicodedata
from dataclasses import dataclass

import chardet

from tasks.text.language import VIETNAMESE_LETTER, has_telling_letters, syllable_share, telling_letters
from tasks.text.mojibake import may_be_misread, mend_mojibake
from tasks.vi.text.fold import normalise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_SAMPLE = 1 << 18
_SMALL_SAMPLE = 1 << 14
_SURE = 0.95
"""Share of Vietnamese syllables from which no other encoding needs to be tried; wrong ones stay below .7."""
_MANY = 20
"""Letters that only Vietnamese has of which a text has more that is rightly read."""
_LEGACY_SAMPLE = 1 << 11
_LEGACY = ("tcvn3", "vni", "viscii")
_VISCII_LETTERS = b"\x02\x05\x06\x14\x19\x1e"
_CONTROLS = bytes(sorted({*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)} - {*_VISCII_LETTERS}))
_LATIN1 = re.compile("[\u00a1-\u00ff]")
_STRANGE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a document in the one form of the door, and how it was got."""

    text: str
    encoding: str
    repairs: str


@dataclass(frozen=True, slots=True)
class Undecodable:
    """No encoding turns the bytes into text; `detail` says what was tried."""

    detail: str


def decode_document(data: bytes, *, is_html: bool = False) -> Decoded | Undecodable:
    """Decodes the bytes of one document.

    Strict UTF-8 first, then byte order marks, UTF-16 without one, the charset an HTML page declares, the Vietnamese
    legacy encodings, and last what chardet guesses. The result must look like text.

    Source: encodings and defects met on Vietnamese news pages; text is NFC from here on.

    >>> decode_document("Đảng bộ".encode("utf-16")).encoding
    'utf-16'
    """
    found = _decode(data, is_html)
    if found is None:
        return Undecodable(f"{len(data)} bytes are neither UTF-8, UTF-16, cp1258, TCVN3, VNI, VISCII nor what chardet knows")
    text, encoding = found
    repairs: tuple[str, ...] = ()
    plain = _is_plain(text[:2000]) or _is_plain(unicodedata.normalize("NFC", text[:2000]))
    typed = None if plain else _unfont(text)
    if typed is not None:
        text, repairs = typed, ("legacy_font",)
    if may_be_misread(text):
        mended, is_whole = mend_mojibake(text, plain)
        if mended != text:
            text, repairs = mended, (*repairs, "mojibake" if is_whole else "mojibake_in_part")
    text, done = normalise(text)
    return Decoded(text, encoding, ",".join(sorted((*repairs, *done))))


def _is_plain(head: str) -> bool:
    """Whether a text begins with enough composed Vietnamese letters to be neither mojibake nor typed in a legacy font."""
    return has_telling_letters(head, _MANY) or telling_letters(head) * 15 >= len(head) > 0


def _decode(data: bytes, is_html: bool) -> tuple[str, str] | None:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data, name) or _leniently(data, name)
    plain = _strictly(data, "utf-8")
    if plain is not None:
        if "\x00" not in plain[0][:_SAMPLE]:
            return plain
        return _utf16(data)
    found = _utf16(data) or _declared(data, is_html) or _mostly_utf8(data)
    return found if found is not None or _is_binary(data) else _legacy(data) or _guessed(data)


def _strictly(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(name), name
    except (UnicodeDecodeError, LookupError):
        return None


def _leniently(data: bytes, name: str) -> tuple[str, str] | None:
    text = data.decode(name, "replace")
    return (text, name) if _is_text(text) else None


def _utf16(data: bytes) -> tuple[str, str] | None:
    sample = data[:4096]
    if len(sample) < 8 or sample.count(0) < len(sample) // 10:
        return None
    little = sample[1::2].count(0) >= sample[0::2].count(0)
    name = "utf-16-le" if little else "utf-16-be"
    even = data[: len(data) & ~1]
    found = _strictly(even, name)
    return found if found is not None and _is_text(found[0]) else None


def _declared(data: bytes, is_html: bool) -> tuple[str, str] | None:
    found = _DECLARED.search(data, 0, 4096) if is_html else None
    if found is None:
        return None
    name = found.group(1).decode("ascii").lower()
    if name in ("utf-8", "utf8", "iso-8859-1", "us-ascii", "x-user-defined"):
        return None  # pages that say so without being it; Latin-1 cannot hold Vietnamese
    got = _strictly(data, name)
    return (got[0], name) if got is not None and _letters(got[0]) and _is_text(got[0]) else None


def _mostly_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 cut in the middle of a letter, or with a few broken bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    few = broken * 50 <= len(text) and _letters(text) > broken
    return (text, "utf-8") if few or broken * 5000 <= len(text) else None


def _legacy(data: bytes) -> tuple[str, str] | None:
    """cp1258, TCVN3, VNI, VISCII: the candidate whose words are Vietnamese most often wins."""
    best: tuple[float, str, str] | None = None
    for name in ("cp1258", *_LEGACY):
        text = _from_legacy(data[:_LEGACY_SAMPLE], name)
        if text is not None and _is_text(text):
            score = syllable_share(text)
            if best is None or score > best[0]:
                best = (score, text, name)
            if score > _SURE:
                break
    if best is None or best[0] < 0.6 or _letters(best[1]) < 3:
        return None
    whole = _from_legacy(data, best[2])
    return (whole, best[2]) if whole is not None else None


def _from_legacy(data: bytes, name: str) -> str | None:
    if name == "cp1258":
        # cp1258 writes tones as combining marks; they compose at the door.
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    return _convert_legacy(data.decode("latin-1"), name)


def _convert_legacy(text: str, name: str) -> str | None:
    try:
        viparse = importlib.import_module("viparse")  # an optional extra, and slow to import
    except ImportError:
        return None
    converted: str = viparse.fix(text, encoding=name)
    return converted


def _guessed(data: bytes) -> tuple[str, str] | None:
    """What chardet says, when it is sure and the result looks like text."""
    guess = chardet.detect(data[:_SMALL_SAMPLE])
    name = guess["encoding"]
    if name is None or (guess["confidence"] or 0.0) < 0.5:
        return None
    found = _strictly(data, name)
    return (found[0], name.lower()) if found is not None and _is_text(found[0]) else None


def _unfont(text: str) -> str | None:
    """Undoes text that was typed in a TCVN3, VNI or VISCII font and then stored as Unicode, letter by letter."""
    sample = text[:_SMALL_SAMPLE]
    if telling_letters(sample) * 100 > len(sample):
        return None  # as the next line would say, for these are among the letters that it counts
    if _letters(sample) * 100 > len(sample) or len(_LATIN1.findall(sample)) * 50 < len(sample):
        return None
    best: tuple[float, str] | None = None
    for name in _LEGACY:
        converted = _convert_legacy(sample[:_LEGACY_SAMPLE], name)
        if converted is not None:
            score = syllable_share(converted)
            if best is None or score > best[0]:
                best = (score, name)
    return _convert_legacy(text, best[1]) if best is not None and best[0] >= 0.6 and best[0] > syllable_share(sample) + 0.1 else None


def _is_text(text: str) -> bool:
    """Whether a decoded sample holds hardly any control, private or unassigned characters."""
    sample = text[: 1 << 14]
    strange = len(_STRANGE.findall(sample))
    return strange * 50 <= len(sample)


def _is_binary(data: bytes) -> bool:
    """Whether bytes hold more controls than any encoding of text without zeros does, so that none needs to be tried."""
    sample = data[:_SMALL_SAMPLE]
    return len(sample.translate(None, _CONTROLS)) * 50 < len(sample) * 49


def _letters(text: str) -> int:
    return len(VIETNAMESE_LETTER.findall(text[:_SMALL_SAMPLE]))
