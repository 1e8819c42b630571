"""Addresses of documents: names of a disk, a store or an archive as one line of valid text, so that no two documents share one.

`!` stands between a container and what lies in it. A name that holds `!`, a control character, a byte that is not UTF-8 or
something that reads like an escape is escaped, so each address can be read in one way only.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
# An accent behind an escape would become one letter with the last hexadecimal digit of it.
_UNSAFE = re.compile(rf"(?:[{_CONTROL}\ud800-\udfff!]|\\(?=x[0-9a-f]{{2}}|u[0-9a-f]{{4}}))[\u0300-\u036f]*")
_ESCAPE = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})")
_BYTE = 0xDC00
"""What surrogateescape adds to a byte that is not UTF-8."""


def spell_name(name: str, *, is_normalised: bool = True) -> str:
    r"""A name as an address has it: NFC, and what would not be one line of valid text or divides an address is escaped.

    Args:
        name: as the disk, the store or the archive has it; bytes that are not UTF-8 as surrogateescape gives them.
        is_normalised: whether NFC is applied; without it two names that are equal only in NFC stay apart.

    >>> spell_name("hai\ndòng.txt"), spell_name("Tin vui!.txt"), spell_name("b\udce9.txt")
    ('hai\\x0adòng.txt', 'Tin vui\\x21.txt', 'b\\xe9.txt')
    >>> spell_name("a\\b.txt"), spell_name("a\\x0ab.txt")
    ('a\\b.txt', 'a\\x5cx0ab.txt')
    """
    if name.isascii() and name.isprintable() and "!" not in name and "\\" not in name:
        return name
    text = unicodedata.normalize("NFC", name) if is_normalised else name
    return _UNSAFE.sub(lambda found: "".join(map(_escape, found[0])), text)


def unspell_name(spelt: str) -> str:
    r"""The name behind its spelling, up to NFC.

    >>> unspell_name("hai\\x0adòng.txt"), unspell_name("b\\xe9.txt")
    ('hai\ndòng.txt', 'b\udce9.txt')
    """
    return _ESCAPE.sub(_unescape, spelt)


class MemberAddresses:
    """The addresses of the members of one container, each given once."""

    def __init__(self, container: str) -> None:
        self.container = container
        self._given: set[str] = set()
        self._names: set[str] = set()

    def give(self, name: str) -> tuple[str, bool]:
        r"""The address of the next member, and whether a member of that very name came before.

        >>> addresses = MemberAddresses("file:///a.zip")
        >>> addresses.give("x.txt"), addresses.give("x.txt")
        (('file:///a.zip!x.txt', False), ('file:///a.zip!x.txt!!2', True))
        """
        repeated = name in self._names
        self._names.add(name)
        spelt = spell_name(name)
        if spelt in self._given and not repeated:  # another name that is the same in NFC
            spelt = spell_name(name, is_normalised=False)
        if spelt in self._given:
            spelt = f"{spelt}!!{len(self._given) + 1}"
        self._given.add(spelt)
        return f"{self.container}!{spelt}", repeated


def _escape(char: str) -> str:
    code = ord(char)
    if _BYTE + 0x80 <= code <= _BYTE + 0xFF:
        return f"\\x{code - _BYTE:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"


def _unescape(found: re.Match[str]) -> str:
    if found[2]:
        return chr(int(found[2], 16))
    code = int(found[1], 16)
    return chr(code if code < 0x80 else _BYTE + code)
