"""The record that nearly every record of a web archive is, read in one step: a whole page of HTML, sent with 200 and not encoded.

Of any other record, or one that is printed in another way, nothing is said here: `warc_records` and `warc` read it, in
twice the time, and would say the same of a usual page.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.text.http_messages import GZIP_MAGIC, LONGEST_HEAD, USUAL_STATUS, media_type

USUAL_VERSIONS = (b"WARC/1.0\r\n", b"WARC/1.1\r\n")
FIRST_LINE = len(USUAL_VERSIONS[0])
LONGEST_HEADERS = 1 << 20
BETWEEN = b"\r\n\r\n"
"""What stands behind a record that is whole."""
_MOST_DIGITS = 15
_HEADERS = re.compile(
    rb"\n(WARC-(?:T(?:ype|arget-URI|runcated)|Segment-Number)|Content-(?:Type|Length|Encoding|Range)|Transfer-Encoding)[ \t]*:[ \t]*(.*)",
    re.IGNORECASE,
)


class UsualPage(NamedTuple):
    """A page: the ordinal of its record, its bytes, its address, and where what follows its record begins."""

    number: int
    body: bytes
    url: str
    behind: int


def find_usual_page(held: bytes, at: int, number: int, largest: int) -> UsualPage | None:
    """The page of the WARC record that begins there; None where the record is not as most are, not held to its end, or has more
    than `largest` bytes."""
    if not held.startswith(USUAL_VERSIONS, at):
        return None
    at += FIRST_LINE - 1
    begin = held.find(b"\n\r\n", at, at + LONGEST_HEADERS) + 3
    if begin < 3 or not held.startswith(USUAL_STATUS, begin):
        return None
    end = held.find(b"\n\r\n", begin, begin + LONGEST_HEAD)
    if end < 0 or held.find(b"\n\n", at, end) >= 0:
        return None
    found = _HEADERS.findall(held, at, end)
    said, sent = dict(found[:4]), dict(found[4:])
    if len(said) + len(sent) != len(found):
        return None
    # Four headers of the record and these four, then the type of the page and perhaps its length: none is said twice, spelt
    # in other letters, or says that the record is a part or the page encoded.
    try:
        kind, url, length, _ = said[b"WARC-Type"], said[b"WARC-Target-URI"], said[b"Content-Length"][:-1], said[b"Content-Type"]
        form, least = sent.pop(b"Content-Type"), sent.pop(b"Content-Length", b"0\r")[:-1]
    except KeyError:
        return None
    if sent or kind != b"response\r" or "html" not in media_type(form) or not url.startswith(b"http"):
        return None
    if not length.isdigit() or not least.isdigit() or len(length) > _MOST_DIGITS or len(least) > _MOST_DIGITS:
        return None
    behind = begin + int(length)
    body = held[end + 3 : behind]
    if behind - begin > largest or not held.startswith(BETWEEN, behind):
        return None
    if not 0 < len(body) >= int(least) or body.isspace() or body.startswith(GZIP_MAGIC):
        return None
    return UsualPage(number, body, url.partition(b"\r")[0].decode("utf-8", "replace").strip("<> \t"), behind + len(BETWEEN))
