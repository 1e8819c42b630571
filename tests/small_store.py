"""A small S3 server on loopback, for tests that count what is asked of it or want it to refuse: buckets, kept in memory.

It makes and replaces objects only under the conditions that S3 knows (`If-None-Match: *`, `If-Match`), one request after the other.
"""

from __future__ import annotations

import hashlib
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape, unescape

import pytest

BUCKET = "kho"
AGE = 1_795_996_800.0
"""When objects were made that a test puts here itself: 2026-11-30, 00:00 UTC."""


@dataclass(frozen=True)
class Request:
    """One request: its method, the key it was for, and how many bytes were sent back."""

    method: str
    key: str
    length: int


@dataclass
class SmallStore:
    """The objects, and what was asked."""

    port: int
    objects: dict[str, bytes] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    refused: dict[str | None, str] = field(default_factory=dict)
    later: tuple[int, Callable[[], None]] | None = None
    written: dict[str, float] = field(default_factory=dict)
    forgetful: bool = False
    changing: threading.RLock = field(default_factory=threading.RLock)

    @property
    def environment(self) -> dict[str, str]:
        """What leads s3fs here."""
        return {
            "AWS_ACCESS_KEY_ID": "khoa", "AWS_SECRET_ACCESS_KEY": "bi-mat", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}", "AWS_EC2_METADATA_DISABLED": "true",
        }  # fmt: skip

    def put(self, key: str, content: bytes) -> None:
        """Make or replace an object."""
        self.objects[key] = content

    def make_older(self, key: str, seconds: float) -> None:
        """Let an object have been written that much earlier."""
        self.written[key] -= seconds

    def below(self, prefix: str) -> list[str]:
        """Keys that begin so, in order."""
        return [key for key in sorted(self.objects) if key.startswith(prefix)]

    def asked(self, method: str) -> list[Request]:
        """The requests of that method for single objects."""
        return [request for request in self.requests if request.method == method and request.key]

    def refuse_with(self, code: str, key: str | None = None) -> None:
        """Refuse every request, or those for one key, with that code."""
        self.refused[key] = code

    def after_requests(self, count: int, do: Callable[[], None]) -> None:
        """Do something once, after so many more requests have been answered."""
        self.later = (len(self.requests) + count, do)


class _Handler(http.server.BaseHTTPRequestHandler):
    """ListObjectsV2, GET with ranges and If-Match, HEAD, PUT with conditions or as a copy, and DeleteObjects."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each body waits 40 ms for the other side to acknowledge its headers
    store: SmallStore

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        key = self._key()
        code = self.store.refused.get(key) or self.store.refused.get(None)
        if code:
            self._answer(403, key, f"<Error><Code>{code}</Code><Message>refused</Message></Error>".encode())
        elif not key:
            self._answer(200, key, self._list(parse_qs(address.query)))
        elif key not in self.store.objects:
            self._answer(404, key, b"<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>")
        else:
            self._give(key, self.store.objects[key])
        if self.store.later and len(self.store.requests) >= self.store.later[0]:
            _, do = self.store.later
            self.store.later = None
            do()

    do_HEAD = do_GET

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        key = self._key()
        code = self.store.refused.get(key) or self.store.refused.get(None)
        if code:
            self._answer(403, key, f"<Error><Code>{code}</Code><Message>refused</Message></Error>".encode())
            return
        with self.store.changing:
            held = self.store.objects.get(key)
            only_new, only_this = self.headers.get("If-None-Match"), self.headers.get("If-Match")
            taken = held is not None and (only_new or (only_this and only_this != tag_of(held)))
            if taken and not self.store.forgetful:
                told = b"<Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions did not hold</Message></Error>"
                self._answer(412, key, told)
                return
            if only_this and held is None:
                self._answer(404, key, b"<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>")
                return
            source = self.headers.get("x-amz-copy-source")
            if source:
                body = self.store.objects[unquote(source).lstrip("/").removeprefix(f"{BUCKET}/")]
            self.store.objects[key] = body
            self.store.written[key] = time.time()
        copied = f"<CopyObjectResult><ETag>{escape(tag_of(body))}</ETag></CopyObjectResult>".encode() if source else b""
        self._answer(200, key, copied, ETag=tag_of(body))

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        with self.store.changing:
            for named in asked.split("<Key>")[1:]:
                self.store.objects.pop(unescape(named.partition("</Key>")[0]), None)
        self._answer(200, "", b"<DeleteResult></DeleteResult>")

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/").removeprefix(BUCKET).removeprefix("/")

    def _give(self, key: str, content: bytes) -> None:
        etag = tag_of(content)
        if self.headers.get("If-Match", etag) != etag:
            told = b"<Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions did not hold</Message></Error>"
            self._answer(412, key, told)
            return
        asked = self.headers.get("Range")
        if not asked:
            self._answer(200, key, content, ETag=etag)
            return
        first, _, last = asked.removeprefix("bytes=").partition("-")
        if int(first) >= len(content):
            self._answer(416, key, b"<Error><Code>InvalidRange</Code><Message>no such range</Message></Error>")
            return
        part = content[int(first) : int(last or len(content)) + 1]
        self._answer(206, key, part, ETag=etag, **{"Content-Range": f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}"})

    def _list(self, asked: dict[str, list[str]]) -> bytes:
        prefix, delimiter = asked.get("prefix", [""])[0], asked.get("delimiter", [""])[0]
        keys = [key for key in sorted(self.store.objects) if key.startswith(prefix)]
        below = {key[: key.index(delimiter, len(prefix)) + 1] for key in keys if delimiter and delimiter in key[len(prefix) :]}
        shown = [key for key in keys if not any(key.startswith(folder) for folder in below)]
        spelt = (lambda key: quote(key, safe="/")) if asked.get("encoding-type") == ["url"] else escape
        contents = "".join(
            f"<Contents><Key>{spelt(key)}</Key>"
            f"<LastModified>{time.strftime('%Y-%m-%dT%H:%M:%S.000Z', time.gmtime(self.store.written.get(key, AGE)))}</LastModified>"
            f"<ETag>{escape(tag_of(self.store.objects[key]))}</ETag>"
            f"<Size>{len(self.store.objects[key])}</Size></Contents>"
            for key in shown
        )
        folders = "".join(f"<CommonPrefixes><Prefix>{spelt(folder)}</Prefix></CommonPrefixes>" for folder in sorted(below))
        encoding = "<EncodingType>url</EncodingType>" if asked.get("encoding-type") == ["url"] else ""
        return (
            f"<ListBucketResult><Name>{BUCKET}</Name><IsTruncated>false</IsTruncated>{encoding}"
            f"<KeyCount>{len(shown) + len(below)}</KeyCount>{contents}{folders}</ListBucketResult>"
        ).encode()

    def _answer(self, status: int, key: str, body: bytes, **headers: str) -> None:
        self.store.requests.append(Request(self.command, key, len(body) if self.command == "GET" else 0))
        self.send_response(status)
        written = formatdate(self.store.written.get(key, AGE), usegmt=True)
        for name, value in {"Content-Length": str(len(body)), "Last-Modified": written, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def tag_of(content: bytes) -> str:
    """The tag of an object."""
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


@contextmanager
def small_store() -> Iterator[SmallStore]:
    """A server while the block lasts."""
    handler = type("Handler", (_Handler,), {})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.store = SmallStore(server.server_address[1])  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()  # how often it looks whether it is to end
    try:
        yield handler.store  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def store_of_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallStore]:
    """A store on loopback with the bucket `kho`, and the environment that leads s3fs to it."""
    s3fs = pytest.importorskip("s3fs", reason="the extra s3 is not installed")
    with small_store() as served:
        for name, value in served.environment.items():
            monkeypatch.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()
        yield served
        s3fs.S3FileSystem.clear_instance_cache()
