"""What the site takes in: a verdict from a form of a page it showed itself, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_BODY = 16_384
"""Bytes of a form; the longest one of a page has a tenth of it."""
MOST_FIELDS = 40
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Tokens:
    """What a page gives its forms to send along: nobody who has not read the page knows it. Good until the server ends."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def of(self, page: str) -> str:
        """The token of a page."""
        return hmac.new(self.secret, page.encode(), hashlib.sha256).hexdigest()

    def check(self, page: str, token: str) -> None:
        """Refuse what does not come from the page.

        Raises:
            HTTPException: it is the token of another page, of a server before, or none.
        """
        if not hmac.compare_digest(self.of(page).encode(), token.encode("utf-8", "replace")):
            raise HTTPException(403, "The page is older than the server. Open it again, then judge.")


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields of a form that a page of this very server sent.

    Raises:
        HTTPException: it comes from elsewhere (403), is no form (415), too large (413) or not to be read (400).
    """
    check_origin(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, "Only a form of a page is taken.")
    body = await _read_body(request)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400, "This form cannot be read.") from error
    return {name: value.replace("\x00", "") for name, value in pairs}


def check_origin(request: Request) -> None:
    """Refuse what a page of another origin, or no page at all, sent. The name in `Host` was checked before.

    Raises:
        HTTPException: the origin is not this server's, or not told.
    """
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site", "same-origin")
    if request.headers.get("origin") != own or site != "same-origin":
        raise HTTPException(403, "Verdicts are taken from the pages of this server alone.")


async def _read_body(request: Request) -> bytes:
    """The body, while it is small.

    Raises:
        HTTPException: it is larger.
    """
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > LARGEST_BODY:
        raise HTTPException(413, "This form is too large.")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, "This form is too large.")
    return bytes(body)
