"""One prefix of a bucket: objects that are made only where none is, and replaced only where nobody else has replaced them since.

S3 by way of s3fs, which also reads raw files, so that one set of keys and settings holds for both. Nothing is remembered of what
the bucket holds: every call asks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any

import fsspec

SCHEME = "s3"
_TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})
_PER_REQUEST = 1000
"""Objects that one request can remove."""


class Taken(OSError):
    """Somebody else made or replaced the object first; it is as they left it."""


class StoreFailed(OSError):
    """The store cannot be used: it does not answer, refuses the keys, or has no such bucket. The message says what to do."""


@dataclass(frozen=True)
class Read:
    """An object as it was read. `age` is how long it had stood then, by the clock of the store. Units: seconds."""

    data: bytes
    etag: str
    age: float


@dataclass(frozen=True)
class Listed:
    """An object as its bucket lists it. Units: `size` in bytes."""

    key: str
    etag: str
    size: int
    modified_at: datetime


class Bucket:
    """The objects under `s3://bucket/prefix`; keys are given and told without the prefix."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._bucket, _, prefix = address.removeprefix(f"{SCHEME}://").partition("/")
        self._prefix = f"{prefix}/" if prefix else ""

    def read(self, key: str) -> Read:
        """An object.

        Raises:
            FileNotFoundError: there is none.
        """
        place = {"Bucket": self._bucket, "Key": self._prefix + key}

        async def fetch(fs: Any) -> tuple[Mapping[str, Any], bytes]:
            answer = await fs._call_s3("get_object", **place)
            return answer, await answer["Body"].read()

        def wait(fs: Any) -> Any:
            from fsspec.asyn import sync  # asyncio, which a home on a disk has no use for

            return sync(fs.loop, fetch, fs)

        answer, data = self._do(wait)
        return Read(data, str(answer["ETag"]), _age(answer))

    def create(self, key: str, data: bytes) -> str:
        """Make an object; gives its tag.

        Raises:
            Taken: there is one already.
        """
        return self._put(key, data, IfNoneMatch="*")

    def replace(self, key: str, data: bytes, etag: str) -> str:
        """Replace the object of that tag; gives its new tag.

        Raises:
            Taken: the object is another by now, or gone.
        """
        try:
            return self._put(key, data, IfMatch=etag)
        except FileNotFoundError as error:
            raise Taken(f"{self.address}/{key} is gone") from error

    def put(self, key: str, data: bytes) -> str:
        """Make or replace an object, whoever had it; gives its tag."""
        return self._put(key, data)

    def upload(self, path: Path, key: str) -> None:
        """Make or replace an object with what a file holds; readers see it whole or not at all."""
        self._do(lambda fs: fs.put_file(str(path), self._at(key)))

    def download(self, key: str, path: Path) -> None:
        """Write an object to a file.

        Raises:
            FileNotFoundError: there is none.
        """
        self._do(lambda fs: fs.get_file(self._at(key), str(path)))

    def copy(self, key: str, target: str) -> None:
        """Make or replace an object with what another holds, within the store."""
        self._do(lambda fs: fs.copy(self._at(key), self._at(target)))

    def find(self, key: str) -> Listed | None:
        """An object as it is listed, or None where there is none."""
        return next((one for one in self.find_all(key) if one.key == key), None)

    def find_all(self, prefix: str) -> Iterator[Listed]:
        """Every object whose key begins so, in the order of keys."""
        for page in self._pages(prefix, ""):
            for one in page.get("Contents", ()):
                key = one["Key"].removeprefix(self._prefix)
                yield Listed(key, one["ETag"], int(one["Size"]), one["LastModified"].astimezone(UTC))

    def list_folders(self, folder: str) -> list[str]:
        """Names of what has objects below it in a folder, in order, without `/` at the end."""
        pages = self._pages(f"{folder}/", "/")
        return [one["Prefix"].removeprefix(self._prefix).rstrip("/") for page in pages for one in page.get("CommonPrefixes", ())]

    def remove(self, keys: Iterable[str]) -> None:
        """Remove objects; one that is not there is no error.

        Raises:
            StoreFailed: the store has not removed one.
        """
        waiting = [{"Key": self._prefix + key} for key in keys]
        for start in range(0, len(waiting), _PER_REQUEST):
            told = {"Bucket": self._bucket, "Delete": {"Objects": waiting[start : start + _PER_REQUEST], "Quiet": True}}
            answer = self._do(partial(_delete, told))
            for failed in answer.get("Errors", ()):
                what = f"{self.address}: {failed.get('Key')} cannot be removed ({failed.get('Code')})"
                raise StoreFailed(f"{what}; let the keys remove objects")

    # -- inside -------------------------------------------------------------------------------------------------------

    def _at(self, key: str) -> str:
        return f"{self._bucket}/{self._prefix}{key}"

    def _put(self, key: str, data: bytes, **only: str) -> str:
        place = {"Bucket": self._bucket, "Key": self._prefix + key}
        return str(self._do(lambda fs: fs.call_s3("put_object", Body=data, **place, **only))["ETag"])

    def _do(self, call: Callable[[Any], Any]) -> Any:
        """What a call to the store gives, its errors in the words of this module."""
        try:
            return call(_file_system())
        except FileExistsError as error:
            raise Taken(str(error)) from error
        except Exception as error:  # s3fs hands on the errors of several libraries
            code = _code_of(error)
            if code in _TAKEN:
                raise Taken(str(error)) from error
            if isinstance(error, FileNotFoundError) and code != "NoSuchBucket":
                raise
            if isinstance(error, OSError) and error.filename is not None:  # of this machine's disk
                raise
            said = f"{code or type(error).__name__}: {' '.join(str(error).split())}"
            raise StoreFailed(f"{self.address} cannot be used ({said}); see its address, its keys (AWS_…) and that it answers") from error

    def _pages(self, prefix: str, delimiter: str) -> Iterator[dict[str, Any]]:
        asked = {"Bucket": self._bucket, "Prefix": self._prefix + prefix, **({"Delimiter": delimiter} if delimiter else {})}
        while True:
            page: dict[str, Any] = self._do(lambda fs: fs.call_s3("list_objects_v2", **asked))
            yield page
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]


def _delete(told: Mapping[str, Any], fs: Any) -> Any:
    return fs.call_s3("delete_objects", **told)


def _file_system() -> Any:
    """What speaks to S3; one for each process, which s3fs sees to.

    Raises:
        StoreFailed: the package is not installed.
    """
    try:
        return fsspec.filesystem(SCHEME)
    except ImportError as error:
        raise StoreFailed(f"a home on s3:// needs s3fs ({error}); pip install 'solieu[s3]'") from error


def _code_of(error: BaseException | None) -> str | None:
    """The code that S3 gave with an error, or with what caused it."""
    while error is not None:
        response = getattr(error, "response", None)
        if isinstance(response, dict) and (code := response.get("Error", {}).get("Code")):
            return str(code)
        error = error.__cause__
    return None


def _age(answer: Mapping[str, Any]) -> float:
    """How long the object has stood: when the store answered less when it was written, both by the clock of the store."""
    told = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
    now = parsedate_to_datetime(told) if told else datetime.now(UTC)
    written: datetime = answer["LastModified"]
    return max(0.0, (now - written.astimezone(UTC)).total_seconds())
