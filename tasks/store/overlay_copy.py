"""The overlay of a run as it was when the run began: written once, and read by whatever works for the run, wherever that is."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from seeds.overlay import NO_OVERLAY, Overlay, active_overlay, use_overlay
from tasks.store.home import Home


def write_overlay_copy(home: Home, run_id: str) -> None:
    """Keep the overlay that is active with the manifests of the run; nothing where it has no files."""
    overlay = active_overlay()
    if overlay.texts:
        path = _copy_of(home, run_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"folder": overlay.folder, "texts": dict(overlay.texts)}, ensure_ascii=False), "utf-8")
        home.share(path)


def use_overlay_of(home: Home, run_id: str) -> None:
    """Read the lexicons as the run does, until another run is worked for."""
    use_overlay(_read_copy(home, run_id))


@lru_cache(maxsize=1)
def _read_copy(home: Home, run_id: str) -> Overlay:
    try:
        path = home.obtain(_copy_of(home, run_id).relative_to(home.path).as_posix())
        return Overlay(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return NO_OVERLAY


def _copy_of(home: Home, run_id: str) -> Path:
    return home.staging(run_id) / "lexicon.json"
