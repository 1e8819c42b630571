"""The records of a WARC file, each by its ordinal; what is damaged is named, and the records behind it are still read.

FastWARC's own iterator is not used: it ends without an error where a file is cut in a record's header, and gives up what
stands behind a record whose length is wrong.

Source: ISO 28500:2017 (WARC 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.text.http_messages import HeaderNames, find_blank_line
from tasks.text.members import DamagedRange, MemberStream, Source
from tasks.text.unpacking import LARGEST_MEMBER, Allowance, UnsafeArchiveError
from tasks.text.usual_pages import BETWEEN, FIRST_LINE, LONGEST_HEADERS, USUAL_VERSIONS, UsualPage, find_usual_page

_VERSION = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_VERSION_LINE = re.compile(rb"^" + _VERSION.pattern, re.MULTILINE)
_HEADERS = HeaderNames("WARC-Type", "WARC-Target-URI", "WARC-Truncated", "WARC-Segment-Number", "Content-Type", "Content-Length")
"""Those that anyone here asks for."""
_LONGEST_LINE = 1 << 16
_CHUNK = 1 << 18


class WarcRecord(NamedTuple):
    """One record: its ordinal from 1, its headers and where its block stands in `held`, or a reason code and why it cannot be used.

    `headers` are those that say what it is.
    """

    number: int
    headers: dict[bytes, bytes]
    held: bytes
    begin: int
    end: int
    reason: str = ""
    detail: str = ""


def read_records(source: Source, packed: int, allowance: Allowance) -> Iterator[WarcRecord | UsualPage]:
    """Reads every record of a WARC file, plain or compressed, one in memory at a time; `packed` is its size in bytes.

    A record that is cut short, damaged or too long has a reason, and so has what stands where a record should begin.
    """
    return _Reading(MemberStream(source, packed, allowance)).records()


class _Reading:
    """A stream of records, of which what was read in vain can be given back."""

    def __init__(self, stream: MemberStream) -> None:
        self._stream, self._damages = stream, stream.damages
        whole = stream.read_whole()
        self._held, self._next, self._ends = whole or b"", 0, whole is not None
        self._before = 0
        self._told = 0
        self.number = 0

    def fault(self, reason: str, detail: str) -> WarcRecord:
        """The next record, which cannot be used."""
        self.number += 1
        return WarcRecord(self.number, {}, b"", 0, 0, reason, detail)

    def records(self) -> Iterator[WarcRecord | UsualPage]:
        """Every record, and every fault between two; the last is a limit that is passed."""
        try:
            yield from self._records()
        except UnsafeArchiveError as error:
            yield self.fault("unsafe_archive", str(error))

    def _records(self) -> Iterator[WarcRecord | UsualPage]:
        is_lost = False  # behind a fault, up to the next line that begins a record
        while True:
            before = self.number
            yield from self._take_whole()
            is_lost = is_lost and self.number == before
            line = self._read_line()
            if not line:
                break
            begin = self._at - len(line)
            if line in USUAL_VERSIONS or _VERSION.fullmatch(line) is not None:
                if self._told < len(self._damages):
                    yield from self._tell_damages(begin)
                record, is_lost = self._read_record(begin)
                yield record
            elif line.strip() and not is_lost:
                is_lost = True
                yield self._junk(begin, line)
        yield from self._tell_damages(self._at)

    def _take_whole(self) -> Iterator[WarcRecord | UsualPage]:
        """The next records as long as each is whole and as most are; of one that takes a closer look nothing is read."""
        while self._told == len(self._damages):
            held = self._held
            while (page := find_usual_page(held, self._next, self.number + 1, LARGEST_MEMBER)) is not None:
                self.number, self._next = page.number, page.behind
                yield page
            record, behind = self._find_whole()
            if record is not None:
                self.number, self._next = record.number, behind
                yield record
            elif self._ends or behind <= len(held):
                return
            else:
                self._hold(behind - self._next)

    def _find_whole(self) -> tuple[WarcRecord | None, int]:
        """The next record where it is held and as most are; and where it ends: beyond what is held where more has to be read to tell."""
        held, line = self._held, self._next + FIRST_LINE
        if not held.startswith(USUAL_VERSIONS, self._next):
            return None, line
        end, begin = find_blank_line(held, line - 1, line + LONGEST_HEADERS)
        if end < 0:
            return None, min(len(held) + 1, line + LONGEST_HEADERS)
        headers = _HEADERS.find_in(held, line - 1, end)
        length = headers.get(b"Content-Length", b"").strip()
        if not length.isdigit() or len(length) > 15 or int(length) > LARGEST_MEMBER:
            return None, line
        behind = begin + int(length)
        is_whole = held.startswith(BETWEEN, behind)
        return WarcRecord(self.number + 1, headers, held, begin, behind) if is_whole else None, behind + len(BETWEEN)

    def _junk(self, begin: int, line: bytes) -> WarcRecord:
        if b"WARC/1.".startswith(line[:7]):
            return self._damaged(begin, "cut short in the first line of the record")
        return self._damaged(begin, f"no WARC record begins here but {line[:40].decode('latin-1').strip()!r}")

    def _read_record(self, begin: int) -> tuple[WarcRecord, bool]:
        """One record behind its first line, and whether the place where the next one begins is lost."""
        headers = self._read_headers()
        if headers is None:
            return self._damaged(begin, "cut short in the record's header"), True
        length = headers.get(b"Content-Length", b"").partition(b"\r")[0].decode("utf-8", "replace").strip()
        if not (length.isascii() and length.isdecimal()) or len(length) > 15:
            told = f"the record's Content-Length is {length[:40]!r}" if length else "the record has no Content-Length"
            return self._damaged(begin, told), True
        if int(length) > LARGEST_MEMBER:
            return self._pass_large(headers, int(length))
        block = self._read(int(length))
        if len(block) < int(length):
            return self._in_vain(begin, block, b"", f"cut short: {len(block)} of the {length} bytes that the record says")
        whole = WarcRecord(self.number + 1, headers, self._held, self._next - len(block), self._next)
        if self._told < len(self._damages) and self._damage_in(begin, self._at) is not None:
            return self._in_vain(begin, block, b"", "")
        if self._held.startswith(BETWEEN, self._next):
            self._next += len(BETWEEN)
            self.number += 1
            return whole, False
        border = self._read_line()
        if not border.strip() or _VERSION.fullmatch(border):
            if border.strip():
                self._give_back(memoryview(b""), border)
            self.number += 1
            return whole, False
        told = f"no record follows the {length} bytes that the record says; its Content-Length is wrong"
        return self._in_vain(begin, block, border, told)

    def _in_vain(self, begin: int, block: memoryview, border: bytes, detail: str) -> tuple[WarcRecord, bool]:
        """A record that is not whole; what was read of it is given back from the next record on that is in it."""
        record = self._damaged(begin, detail)
        found = _VERSION_LINE.search(block)
        if found is not None:
            self._give_back(block[found.start() :], border)
        return record, True

    def _pass_large(self, headers: dict[bytes, bytes], length: int) -> tuple[WarcRecord, bool]:
        """A record that is not held in memory: a film, or a length that is wrong."""
        left = length
        while left and (piece := self._read(min(left, _CHUNK))):
            left -= len(piece)
        if left:
            return self.fault("broken_container", f"cut short: {length - left} of the {length} bytes that the record says"), True
        self.number += 1
        return WarcRecord(self.number, headers, b"", 0, 0, "too_large", f"{length} bytes; at most {LARGEST_MEMBER}"), False

    def _read_headers(self) -> dict[bytes, bytes] | None:
        """The headers up to the blank line behind them; None where the file ends before it."""
        while True:
            end, begin = find_blank_line(self._held, self._next - 1, self._next + LONGEST_HEADERS)
            if end >= 0:
                break
            if len(self._held) - self._next >= LONGEST_HEADERS or not self._fill(1):
                self._next = len(self._held)
                return None
        headers = _HEADERS.find_in(self._held, self._next - 1, end)
        self._next = begin
        return headers

    def _damaged(self, begin: int, detail: str) -> WarcRecord:
        """A fault of the record that begins there; damage of the compressed bytes is named before what came of it."""
        damage = self._damage_in(begin, self._at)
        if damage is not None:
            self._told = max(self._told, self._damages.index(damage) + 1)
            detail = f"the compressed bytes are damaged: {damage.detail}"
        return self.fault("broken_container", detail)

    def _damage_in(self, begin: int, end: int) -> DamagedRange | None:
        return next((damage for damage in self._damages[self._told :] if damage.begin < end and damage.at >= begin), None)

    def _tell_damages(self, end: int) -> Iterator[WarcRecord]:
        """Faults for damage that no record bears: of it nothing was left."""
        while self._told < len(self._damages) and self._damages[self._told].at <= end:
            damage = self._damages[self._told]
            self._told += 1
            yield self.fault("broken_container", f"the compressed bytes are damaged: {damage.detail}")

    @property
    def _at(self) -> int:
        """How many unpacked bytes were read."""
        return self._before + self._next

    def _fill(self, back: int = 0) -> bool:
        """Holds more bytes than before, `back` of those read last among them; False at the end of the file."""
        piece = b"" if self._ends else self._stream.read_piece()
        if not piece:
            self._ends = True
            return False
        kept = min(back, self._next)
        self._held = self._held[self._next - kept :] + piece
        self._before += self._next - kept
        self._next = kept
        return True

    def _read_line(self) -> bytes:
        """The next line with its end; of one without end as much as is worth looking at."""
        while (end := self._held.find(b"\n", self._next, self._next + _LONGEST_LINE)) < 0:
            if len(self._held) - self._next >= _LONGEST_LINE or not self._fill():
                end = min(len(self._held), self._next + _LONGEST_LINE) - 1
                break
        line = self._held[self._next : end + 1]
        self._next = end + 1
        return line

    def _read(self, size: int) -> memoryview:
        """So many bytes, or those that are left; not copied where they are held already."""
        if len(self._held) - self._next < size:
            self._hold(size)
        view = memoryview(self._held)[self._next : self._next + size]
        self._next += len(view)
        return view

    def _hold(self, size: int) -> None:
        """Holds so many bytes from here on, or those that are left."""
        pieces = [self._held[self._next :]]
        missing = size - len(pieces[0])
        while missing > 0 and not self._ends:
            piece = self._stream.read_piece()
            self._ends = not piece
            pieces.append(piece)
            missing -= len(piece)
        self._before += self._next
        self._held, self._next = b"".join(pieces), 0

    def _give_back(self, piece: memoryview, border: bytes) -> None:
        """Gives back what was read last: the end of a block, and the line behind it."""
        size = len(piece) + len(border)
        if size <= self._next:
            self._next -= size
            return
        at = self._at - size
        self._held = bytes(piece) + border + self._held[self._next :]
        self._before, self._next = at, 0
