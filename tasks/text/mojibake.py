"""UTF-8 that was read as Windows-1258, Windows-1252 or Latin-1 and stored so: `Äáº£ng bá»™ xĂ£` for `Đảng bộ xã`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import ftfy

_SIGNS = ("áº", "á»", "Ä‘", "Ä\x90", "Æ°", "Ă£", "Ã£", "â€")
"""What a text must hold one of to be such a text."""
_FEWEST = 3
_SAMPLE = 1 << 14
_CODE_PAGES = ("cp1258", "cp1252", "latin-1")
# The first bytes of Vietnamese letters and of quotes and dashes in UTF-8, and how many follow.
_LEADS = {0xC2: 1, 0xC3: 1, 0xC4: 1, 0xC5: 1, 0xC6: 1, 0xE1: 2, 0xE2: 2}
_PUNCTUATION = "\u00a0\u00ab\u00bb\u00b0\u00b2\u00b3\u00b7\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
_LOST = "\ufffd"
# Beginnings of letters of which a byte is lost for good.
_LEFT_OVER = re.compile(f"á[º»](?=\\S)|[ÃĂÄÅÆ]{_LOST}|â€")


def may_be_misread(text: str) -> bool:
    """Whether a text holds any sign of such a reading; cheap, since the second character of each is rare."""
    return any(sign[1] in text and sign in text for sign in _SIGNS)


def mend_mojibake(text: str, plain: bool) -> tuple[str, bool]:
    """The text with its misread letters read rightly, and whether none is left.

    `plain`: most of the text is rightly read, so that only single letters are looked at. A text that holds hardly any
    sign of such a reading stays as it is.

    >>> mend_mojibake("KhĂ´ng Ä‘Æ°á»£c, phÆ°Æ¡ng Ă¡n nĂ\xa0y", False)
    ('Không được, phương án này', True)
    """
    pattern, _ = _tables()
    if len(pattern.findall(text, 0, _SAMPLE)) < _FEWEST:
        return text, False
    mended = text if plain else ftfy.fix_encoding(text)
    mended = pattern.sub(_letter, mended)
    return mended, pattern.search(mended) is None and _LEFT_OVER.search(mended) is None


def _letter(found: re.Match[str]) -> str:
    """The letter whose bytes the characters stand for; what stands for none stays."""
    _, codes = _tables()
    misread = found.group()
    if misread[1:] == _LOST:
        return "Đ"  # the one Vietnamese letter of this first byte whose second the code page does not know
    if misread[-1] == " ":
        return "à"  # its second byte is a blank that does not break
    letter = bytes(codes[char] for char in misread).decode("utf-8", "replace")
    return letter if _is_wanted(letter) else misread


def _is_wanted(letter: str) -> bool:
    if len(letter) != 1:
        return False
    base = unicodedata.normalize("NFD", letter)[0]
    return letter in _PUNCTUATION or letter in "đĐ" or (base.isascii() and base.isalpha())


@cache
def _tables() -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds misread letters, and which byte each character stands for."""
    codes: dict[str, int] = {}
    for page in _CODE_PAGES:
        for byte in range(0x80, 0x100):
            char = bytes([byte]).decode(page, "replace")
            codes.setdefault(char if char != _LOST else chr(byte), byte)
    trails = "".join(re.escape(char) for char, byte in codes.items() if byte < 0xC0)
    leads = {count: "".join(char for char, byte in codes.items() if _LEADS.get(byte) == count) for count in (1, 2)}
    thirds = "|".join((f"á[º»][{trails}]", f"â[€\x80][{trails}]", f"[{leads[1]}][{trails}]", f"Ä{_LOST}", "(?<=[a-zA-Z])[ÃĂ] (?=[ .,;:)])"))
    return re.compile(thirds), codes
