"""HTTP responses as crawlers store them: status, headers, and the body without its transfer and content encodings.

Source: RFC 9112 (chunked), RFC 9110 (content encodings).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tasks.text.unpacking import LARGEST_MEMBER, Allowance, BrokenContainerError, Opener, open_brotli, open_deflate, open_gzip, open_zstd

LONGEST_HEAD = 1 << 18
_STATUS = re.compile(rb"HTTP/[\d.]+ +(\d{3})\b")
USUAL_STATUS = (b"HTTP/1.1 200 ", b"HTTP/1.0 200 ")
_CHUNK_HEAD = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\v\f\r\x1b")))
_SAMPLE = 4096
GZIP_MAGIC = b"\x1f\x8b\x08"
_OPENERS: dict[str, Opener] = {
    "gzip": open_gzip,
    "x-gzip": open_gzip,
    "deflate": open_deflate,
    "br": open_brotli,
    "zstd": open_zstd,
}


class CutBodyError(BrokenContainerError):
    """A body that ends before it says it does."""


class HttpMessage(NamedTuple):
    """A stored response. `status` is None where the block has no HTTP head and is all body; `headers` are those
    that say what the body is; `content_type` is the media type without its parameters."""

    status: int | None
    headers: dict[bytes, bytes]
    body: bytes
    content_type: str


@lru_cache(maxsize=64)
def media_type(value: bytes) -> str:
    """The media type of a Content-Type header.

    >>> media_type(b"Text/HTML; charset=UTF-8")
    'text/html'
    """
    return value.partition(b";")[0].decode("latin-1").strip().lower()


def split_message(data: bytes, start: int, stop: int) -> HttpMessage:
    r"""Splits a stored response, which stands between two places, into its head and its body; the body is as it was sent.

    >>> split_message(b"HTTP/2 200\r\nContent-Type: text/html\r\n\r\n<p>", 0, 43).body
    b'<p>'
    """
    if data.startswith(USUAL_STATUS, start, stop):
        status = 200
    else:
        found = _STATUS.match(data, start, stop)
        if found is None:
            return HttpMessage(None, {}, data[start:stop], "")
        status = int(found[1])
    last = min(stop, start + LONGEST_HEAD)
    end, begin = find_blank_line(data, start, last)
    if end < 0:
        end, begin = last, stop
    headers = _HEADERS.find_in(data, start, end)
    return HttpMessage(status, headers, data[begin:stop], media_type(headers.get(b"Content-Type", b"")))


class HeaderNames:
    r"""What finds the headers of some names in a head, and gives them under these names with all up to the end of the line.

    Of two of one name the first counts.

    >>> HeaderNames("Content-Type").find_in(b"HTTP/1.1 200\r\ncontent-TYPE : text/html \r\nServer: x", 0, 99)
    {b'Content-Type': b'text/html \r'}
    """

    def __init__(self, *names: str, repeated: tuple[bytes, ...] = ()) -> None:
        """Compiles the search; the values of a `repeated` header are joined by commas."""
        self._names = {name.lower().encode(): name.encode() for name in names}
        self._usual = frozenset(self._names.values())
        self._repeated = repeated
        # Begins with a line end, which the search runs through the head for: five times as fast as `^`.
        self._pattern = re.compile(rf"\n({'|'.join(names)})[ \t]*:[ \t]*(.*)".encode(), re.IGNORECASE)

    def find_in(self, head: bytes, start: int, end: int) -> dict[bytes, bytes]:
        """The headers behind the line ends between two places."""
        found = self._pattern.findall(head, start, end)
        headers = dict(found)
        if len(headers) == len(found) and self._usual.issuperset(headers):
            return headers
        headers = {}
        for spelt, value in found:
            name = self._names[spelt.lower()]
            if name not in headers:
                headers[name] = value
            elif name in self._repeated:
                headers[name] += b"," + value
        return headers


_ENCODINGS = (b"Content-Encoding", b"Transfer-Encoding")
_NOT_ENCODED: list[str] = []
_HEADERS = HeaderNames("Content-Type", "Content-Encoding", "Transfer-Encoding", "Content-Length", "Content-Range", repeated=_ENCODINGS)
"""Those that say what the body is."""


def find_blank_line(data: bytes, start: int, stop: int) -> tuple[int, int]:
    r"""Where the line before the first blank line ends, and where what follows the blank line begins; -1 twice where there is none.

    >>> find_blank_line(b"a: 1\r\nb: 2\r\n\r\n<p>", 0, 99), find_blank_line(b"a: 1\n\n", 0, 99), find_blank_line(b"a", 0, 99)
    ((11, 14), (4, 6), (-1, -1))
    """
    wide = data.find(b"\n\r\n", start, stop)
    narrow = data.find(b"\n\n", start, stop if wide < 0 else wide + 1)
    if narrow >= 0:
        return narrow, narrow + 2
    return (wide, wide + 3) if wide >= 0 else (-1, -1)


def decode_body(message: HttpMessage, allowance: Allowance) -> bytes:
    """The body without its encodings, the last applied undone first.

    Many stored bodies only claim an encoding that the crawler has undone: what is not encoded so, and is text, stays as it is.

    Raises:
        BrokenContainerError: it is encoded and cut or damaged, or shorter than its head says.
        UnsafeArchiveError: it unpacks to more than an article can be.
    """
    body, failure = message.body, None
    for coding in _codings(message.headers):
        try:
            if coding == "chunked":
                body = join_chunks(body)
            elif coding in _OPENERS:  # others are identity, or words that are no encoding
                body = _OPENERS[coding](body, LARGEST_MEMBER, allowance).read()
        except CutBodyError:
            raise
        except BrokenContainerError as error:
            failure = failure or error
    if body.startswith(GZIP_MAGIC):  # encoded twice, or without saying so
        body = open_gzip(body, LARGEST_MEMBER, allowance).read()
    if failure is not None and not looks_like_text(body):
        raise BrokenContainerError(f"the body cannot be unpacked: {failure}") from failure
    # A body may be longer than its head says, where the crawler unpacked it; a shorter one that does not end its page is cut.
    said = message.headers.get(b"Content-Length")
    if said is not None and body is message.body and len(body) < _length_of(said) and not ends_page(body):
        raise CutBodyError(f"{len(body)} bytes of the {said.strip().decode()} that the response says")
    return body


def _length_of(said: bytes) -> int:
    """The bytes that a header says; 0 where it says nothing."""
    said = said.strip()
    return int(said) if said.isdigit() and len(said) < 16 else 0


def _codings(headers: dict[bytes, bytes]) -> list[str]:
    """The names of the encodings, the one that was applied last first."""
    content, transfer = headers.get(_ENCODINGS[0]), headers.get(_ENCODINGS[1])
    if content is None and transfer is None:
        return _NOT_ENCODED
    said = (b"%b,%b" % (content or b"", transfer or b"")).decode("latin-1").lower().split(",")
    return [name for one in reversed(said) if (name := one.strip())]


def join_chunks(data: bytes) -> bytes:
    r"""Undoes the chunked transfer encoding; extensions and trailers are left out.

    Raises:
        BrokenContainerError: it is not chunked, or is cut short.

    >>> join_chunks(b"4;x=1\r\n345 \r\n2\r\nha\r\n0\r\n\r\n")
    b'345 ha'
    """
    pieces: list[bytes] = []
    at = 0
    while (head := _CHUNK_HEAD.match(data, at)) is not None:
        size = int(head[1], 16)
        if size == 0:
            return b"".join(pieces)
        at = head.end() + size
        if at > len(data):
            break
        pieces.append(data[head.end() : at])
        if data.startswith((b"\r\n", b"\n"), at):
            at += 2 if data.startswith(b"\r", at) else 1
    if at == 0:
        raise BrokenContainerError("chunked: no chunk begins the body")
    body = b"".join(pieces)
    if at == len(data) and (ends_page(body) or not looks_like_text(body)):
        return body  # only the last chunk, which is empty, is missing; what is still encoded will say whether it is whole
    raise CutBodyError(f"the body is cut short after {len(pieces)} of its chunks")


def ends_page(body: bytes) -> bool:
    """Whether an HTML page is there to its end."""
    return b"</html" in body[-_SAMPLE:].lower()


def looks_like_text(data: bytes) -> bool:
    r"""Whether bytes are text of some encoding, not compressed or binary.

    >>> looks_like_text(b"<p>x</p>"), looks_like_text(b"\x0b\x02\x80\x00\x01\x07\x03")
    (True, False)
    """
    sample = data[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return len(sample.translate(None, _CONTROLS)) * 50 >= len(sample) * 49
