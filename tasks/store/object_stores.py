"""Object stores: what lies under an address, and reading an object by its key, whatever characters that holds."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import fsspec

from tasks.store.access import STORES, address_to_open, check_scheme, identity_of
from tasks.store.file_times import moment_of_seconds

BLOCK = 8 << 20
"""Bytes asked for at once. An object of fewer costs one request."""

_KEYS_REFUSED = frozenset(
    {
        "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken", "InvalidAccessKeyId", "InvalidClientTokenId",
        "SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired", "MissingSecurityHeader", "AccountProblem", "NotSignedUp",
    }
)  # fmt: skip
"""Codes with which S3 refuses whoever asks, whichever object is asked for."""
_NO_KEYS = frozenset(
    {
        "NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError", "SSOTokenLoadError",
        "UnauthorizedSSOTokenError", "DefaultCredentialsError", "RefreshError", "ClientAuthenticationError",
    }
)  # fmt: skip
"""Errors of the stores' libraries that say the same; their packages are extras and need not be there."""


class KeysRefused(OSError):
    """A store refuses the keys it is asked with, or there are none: no fault of an object, and no other would be given."""


@dataclass(frozen=True, slots=True)
class FoundObject:
    """One object as its store lists it; `url` opens it, and holds the password of its location if that has one."""

    url: str
    size: int
    modified_at: datetime
    etag: str | None


def list_store(url: str) -> Iterator[FoundObject] | None:
    """The objects under an address, or None when there is nothing of that name.

    Markers of folders, which some programs leave as empty objects whose key ends in `/`, are no objects.

    Raises:
        Exception: whatever the store raises when it cannot be listed.
    """
    store, root = _store_of(address_to_open(url))
    store.invalidate_cache()  # a store object is kept per process, and with it yesterday's listing
    if not store.exists(root):
        return None
    found: Mapping[str, Mapping[str, Any]] = store.find(root, detail=True)
    return (
        FoundObject(str(store.unstrip_protocol(name)), int(about.get("size") or 0), _store_time(about), _etag(about))
        for name, about in found.items()
        if not name.endswith("/") and about.get("type") != "directory"
    )


def read_object(url: str, largest: int | None = None) -> bytes:
    """The content of an object, at most `largest` bytes and one.

    An object that was replaced since it was looked at is looked at and read again.

    Raises:
        KeysRefused: the store refuses the keys of this process, or it has none.
        OSError: it cannot be read; a store's own kinds of errors are told as one.
    """
    try:
        store, key = _store_of(url)
        most = None if largest is None else largest + 1
        try:
            return _read_at_once(store, key, most) if url.partition("://")[0] in STORES else _read_stream(store, key, most)
        except OSError as error:
            if type(error).__name__ != "FileExpired":
                raise
            store.invalidate_cache()
            return _read_stream(store, key, most)
    except Exception as error:  # every store raises its own kinds
        if _is_about_keys(error):
            raise KeysRefused(f"the keys for {identity_of(url)} are refused or missing ({type(error).__name__}: {error})") from error
        if isinstance(error, OSError):
            raise
        raise OSError(f"{type(error).__name__}: {error}") from error


def _read_at_once(store: Any, key: str, most: int | None) -> bytes:
    """At most so many bytes of an object: of a small one by a single request, of a large one in blocks."""
    block = BLOCK if most is None else min(BLOCK, most)
    try:
        data: bytes = store.cat_file(key, start=0, end=block)
    except OSError as error:  # an empty object has no first byte
        if isinstance(error, FileNotFoundError | PermissionError) or _is_about_keys(error):
            raise
    else:
        if len(data) < block or len(data) == most:
            return data
    # The blocks are of one version of the object: the store is asked for the one that is looked at now.
    return _read_stream(store, key, most, cache_type="none")


def _read_stream(store: Any, key: str, most: int | None, **how: str) -> bytes:
    """At most so many bytes of an object, in blocks that are put together as they come."""
    with store.open(key, "rb", **how) as stream, io.BytesIO() as whole:
        while piece := stream.read(BLOCK if most is None else min(BLOCK, most - whole.tell())):
            whole.write(piece)
        return whole.getvalue()


def _is_about_keys(error: BaseException | None) -> bool:
    """Whether an error, or what caused it, says that a store refuses who asks."""
    while error is not None:
        response = getattr(error, "response", None)
        code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
        if code in _KEYS_REFUSED or type(error).__name__ in _NO_KEYS:
            return True
        error = error.__cause__
    return False


def _store_of(url: str) -> tuple[Any, str]:
    """The store of an address and the key in it. A `::` in a key is part of it, where fsspec would see a chain of stores."""
    check_scheme(scheme := url.partition("://")[0])
    kind = fsspec.get_filesystem_class(scheme)
    return kind(**kind._get_kwargs_from_urls(url)), kind._strip_protocol(url)


def _etag(about: Mapping[str, Any]) -> str | None:
    return str(about.get("ETag") or "").strip('"') or None


def _store_time(about: Mapping[str, Any]) -> datetime:
    """When an object was changed, under whichever name its store says it; the epoch where it does not."""
    stamp = next((about[name] for name in ("LastModified", "last_modified", "updated", "mtime", "created") if about.get(name)), 0)
    return stamp.astimezone(UTC) if isinstance(stamp, datetime) else moment_of_seconds(float(stamp))
