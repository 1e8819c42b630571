"""Templates as Python's own byte code, kept where Python keeps that of the modules beside them: compiling all takes longer than a page."""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import os
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_DIGEST_BYTES = 32


@dataclass
class CompiledTemplates(BytecodeCache):
    """Byte code of the templates of one folder, in its `__pycache__` (or below `PYTHONPYCACHEPREFIX`), as `import` does for modules.

    Whoever may write there may write the byte code of this package's modules, too: nothing else is trusted that was not before. Where
    this user may not write, or `PYTHONDONTWRITEBYTECODE` says not to, templates are compiled each time. A file that was made of
    another source, by other settings, Python or Jinja, or that is damaged, counts as none.
    """

    folder: Path
    settings: Mapping[str, Any]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template from its file, when that was made of what the bucket says and is whole."""
        with suppress(OSError, ValueError, NotImplementedError):
            stored = self.file_of(bucket.key).read_bytes()
            code = stored[2 * _DIGEST_BYTES :]
            if stored[: 2 * _DIGEST_BYTES] == self._made_of(bucket) + hashlib.sha256(code).digest():
                found = marshal.loads(code)  # noqa: S302 - as trusted as the modules beside it
                if isinstance(found, CodeType):
                    bucket.code = found

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, in one rename; a folder that cannot be written keeps nothing."""
        if sys.dont_write_bytecode or bucket.code is None:
            return
        with suppress(OSError, NotImplementedError):
            target = self.file_of(bucket.key)
            target.parent.mkdir(parents=True, exist_ok=True)
            waiting = target.with_name(f"{target.name}.{os.getpid()}-{secrets.token_hex(3)}")
            code = marshal.dumps(bucket.code)
            try:
                with waiting.open("xb") as file:
                    file.write(self._made_of(bucket) + hashlib.sha256(code).digest() + code)
                waiting.replace(target)
            finally:
                waiting.unlink(missing_ok=True)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Templates are kept by their names: the file of one is written anew when its source changes."""
        return name

    def file_of(self, name: str) -> Path:
        """Where the code of a template is kept.

        Raises:
            NotImplementedError: this Python keeps no byte code.
        """
        return Path(importlib.util.cache_from_source(str(self.folder / f"{name}.html.py")))

    def _made_of(self, bucket: Bucket) -> bytes:
        """Digest of all that the code depends on: the source, the settings, Python and Jinja."""
        made_of = (bucket.key, bucket.checksum, sorted(self.settings.items(), key=lambda one: one[0]), sys.version, jinja2.__version__)
        return hashlib.sha256(repr(made_of).encode()).digest()
