r"""Text that is safe to show: control characters of names, addresses and articles never reach a terminal, a log or a page.

A file may be called `\x1b]0;…`, a URL may hold a line break, an article a mark that turns the direction of a line. A terminal
obeys the first, a log shows the second as two entries, a reader is deceived by the third.
"""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1: escape sequences begin with one of them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what follows
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff\ufffe\uffff]"  # halves of a character, which no encoding can write, and no characters
)


def escape_controls(text: str) -> str:
    r"""The text with its control characters written out, so that they are seen and do nothing; tabs and line feeds stay.

    >>> escape_controls("tin\x1b[31m đỏ\r\u202etxt.exe")
    'tin\\x1b[31m đỏ\\x0d\\u202etxt.exe'
    """
    return _CONTROLS.sub(_written_out, text)


def escape_line(text: str) -> str:
    r"""The same for what must stay on one line: tabs and line feeds are written out, too.

    >>> escape_line("hai\ndòng")
    'hai\\x0adòng'
    """
    return escape_controls(text).replace("\n", "\\x0a").replace("\t", "\\x09")


def remove_controls(text: str) -> str:
    r"""The text without its control characters; tabs and line feeds stay.

    >>> remove_controls("212\x00 đảng viên\x07")
    '212 đảng viên'
    """
    return _CONTROLS.sub("", text)


def escape_json(written: str) -> str:
    r"""Written JSON with its control characters as JSON escapes, of which its own writer leaves some.

    >>> escape_json('["\x9b31m"]')
    '["\\u009b31m"]'
    """
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def finalize_value(value: object) -> object:
    """A value as a template prints it, for Jinja's `finalize`; markup stays markup."""
    return type(value)(escape_controls(value)) if isinstance(value, str) else value


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
