"""Object stores: what lies under an address, and reading an object by its key, whatever characters that holds."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import RawIOBase
from typing import Any, TypeVar

import fsspec

from tasks.store.access import STORES, address_to_open, check_scheme, identity_of
from tasks.store.file_times import moment_of_seconds

_Read = TypeVar("_Read")

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


class CopyFailed(OSError):
    """The disk that an object is copied to does not take it: no fault of the object, nor of its store."""


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
    most = None if largest is None else largest + 1
    with _told(url):
        store, key = _store_of(url)
        read = _read_at_once if url.partition("://")[0] in STORES else _read_stream
        return _again_if_replaced(store, lambda: read(store, key, most), lambda: _read_stream(store, key, most))


def copy_object(url: str, file: RawIOBase, largest: int) -> None:
    """Write the content of an object, at most `largest` bytes and one, into a file, of which nothing else is left.

    An object that was replaced since it was looked at is looked at and copied again, so that the copy is of one version.

    Raises:
        KeysRefused, OSError: as `read_object`.
        CopyFailed: the file cannot take it.
    """

    def copy() -> None:
        file.seek(0)
        file.truncate()
        for piece in _pieces(store, key, largest + 1, **_in_blocks(url)):
            try:
                _write_all(file, piece)
            except OSError as error:
                raise CopyFailed(error.errno, error.strerror) from error

    with _told(url):
        store, key = _store_of(url)
        _again_if_replaced(store, copy, copy)


def hash_object(url: str) -> str:
    """The digest (sha256) of an object.

    Raises:
        KeysRefused, OSError: as `read_object`.
    """

    def digest() -> str:
        made = hashlib.sha256()
        for piece in _pieces(store, key, None, **_in_blocks(url)):
            made.update(piece)
        return made.hexdigest()

    with _told(url):
        store, key = _store_of(url)
        return _again_if_replaced(store, digest, digest)


def _write_all(file: RawIOBase, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[file.write(left) or 0 :]


def _again_if_replaced(store: Any, read: Callable[[], _Read], again: Callable[[], _Read]) -> _Read:
    """What the first gives, or the second where the object was replaced meanwhile."""
    try:
        return read()
    except OSError as error:
        if type(error).__name__ != "FileExpired":
            raise
        store.invalidate_cache()
        return again()


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Tell the errors of a store as one kind, and that it refuses the keys as another."""
    try:
        yield
    except CopyFailed:
        raise
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
    with io.BytesIO() as whole:
        for piece in _pieces(store, key, most, **how):
            whole.write(piece)
        return whole.getvalue()


def _in_blocks(url: str) -> dict[str, str]:
    """How a large object is opened: of a store, so that each block is asked for as it is, of the version that was looked at."""
    return {"cache_type": "none"} if url.partition("://")[0] in STORES else {}


def _pieces(store: Any, key: str, most: int | None, **how: str) -> Iterator[bytes]:
    """At most so many bytes of an object, in blocks."""
    left = most
    with store.open(key, "rb", **how) as stream:
        while piece := stream.read(BLOCK if left is None else min(BLOCK, left)):
            yield piece
            left = None if left is None else left - len(piece)


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
