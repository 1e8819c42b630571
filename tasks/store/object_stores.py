"""Object stores: what lies under an address, and reading an object by its key, whatever characters that holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import fsspec

from tasks.store.access import address_to_open, check_scheme
from tasks.store.file_times import moment_of_seconds


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

    Raises:
        OSError: it cannot be read; a store's own kinds of errors are told as one.
    """
    try:
        store, key = _store_of(url)
        with store.open(key, "rb") as stream:
            data: bytes = stream.read() if largest is None else stream.read(largest + 1)
            return data
    except OSError:
        raise
    except Exception as error:  # every store raises its own kinds
        raise OSError(f"{type(error).__name__}: {error}") from error


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
