"""A small HTTP server on this machine that keeps what is posted to it, for tests of notifications."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Heard:
    """What was posted, and the address for the setting `notify` that posts here."""

    address: str = ""
    notices: list[dict[str, Any]] = field(default_factory=list)
    answer: int = 200

    @property
    def titles(self) -> list[str]:
        """The titles, in order."""
        return [notice["title"] for notice in self.notices]


@contextmanager
def listening_post() -> Iterator[Heard]:
    """Listen on a free port of 127.0.0.1 while the block lasts."""
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.notices.append(json.loads(body))
            self.send_response(heard.answer)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.address = f"json://solieu:hush-hush@127.0.0.1:{server.server_address[1]}/nights"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
