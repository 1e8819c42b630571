#!/bin/sh
# FastWARC, asked to decode bodies, ends the archive at the first page that was sent gzipped in chunks; no error is raised.
#
# Packages: fastwarc 2.0.1; warcio 1.8.1 writes the archive and reads it again for comparison.
#
# What one would guess: auto_decode="all" undoes chunks and gzip, each alone or both, and a body says nothing about how
# many records follow.
#
# What happens, with archives of three responses, each a record by itself with its right length:
#     sent as                auto_decode="all"     auto_decode="none"    warcio
#     gzip                   3 records             3                     3
#     chunks                 3 records             3                     3
#     gzip in chunks         1 record, then end    3                     3
#   The one record that comes is right. It makes no difference whether its body is read, whether the archive is
#   compressed, or that strict_mode is off. With auto_decode="transfer" all three come, to be gunzipped by the caller.
#
# Why it matters here: gzip in chunks is how servers of news pages commonly answer, so crawls recorded as sent are full
# of it. A night would take one page of a thousand from such an archive and count the archive as read to its end.
#
# Exit status: 0 while this holds, another when it changes.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"${PYTHON:-python3}" -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'fastwarc==2.0.1' 'warcio==1.8.1'
"$dir/venv/bin/python" - <<'PYTHON'
import gzip
import io

from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGES = [f"<p>Thôn {number} có {number + 30} hộ trồng chè.</p>".encode() for number in (1, 2, 3)]
GZIP, CHUNKS = ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")


def archive(headers):
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=False)
    for page in PAGES:
        body = gzip.compress(page) if GZIP in headers else page
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if CHUNKS in headers else body
        http = StatusAndHeaders("200 OK", list(headers), protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record("http://a.example/", "response", io.BytesIO(body), http_headers=http))
    return target.getvalue()


for headers, expected in (((GZIP,), 3), ((CHUNKS,), 3), ((GZIP, CHUNKS), 1)):
    data = archive(headers)
    decoded = [record.reader.read() for record in ArchiveIterator(io.BytesIO(data), auto_decode="all")]
    plain = sum(1 for _ in ArchiveIterator(io.BytesIO(data), auto_decode="none"))
    unchunked = [record.reader.read() for record in ArchiveIterator(io.BytesIO(data), auto_decode="transfer")]
    assert [gzip.decompress(body) if GZIP in headers else body for body in unchunked] == PAGES, unchunked
    other = [record.content_stream().read() for record in WarcioIterator(io.BytesIO(data))]
    print([value for _, value in headers], "all:", len(decoded), "none:", plain, "warcio:", len(other))
    assert decoded == PAGES[:expected] and plain == 3 and other == PAGES, (headers, decoded, plain, other)
PYTHON
