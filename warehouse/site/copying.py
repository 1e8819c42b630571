"""The copy of the site under HOME/site: files that open without a server, put in place in one rename, made anew only where they changed."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warehouse.reading import published_run
from warehouse.site import pages
from warehouse.site.articles import read_articles
from warehouse.site.copied_verdicts import CopiedVerdicts, copy_verdicts
from warehouse.site.frame import Frame, article_path
from warehouse.site.front import FRONT
from warehouse.site.rendering import render, templates_digest
from warehouse.site.source import Source
from warehouse.site.verdict_words import view_verdicts
from warehouse.site.words import LANGUAGES
from warehouse.verdicts.store import VerdictStore

SITE, COPIES, MANIFEST = "site", "sites", "manifest.json"
"""HOME/site is a link to the last folder of HOME/sites; its manifest says of what each page was made."""

ARTICLES_AT_ONCE, PLACES_AT_ONCE = 100, 50


@dataclass(frozen=True)
class SiteCopy:
    """What a copy holds: its folder, its pages, and how many of them were made anew."""

    folder: Path
    pages: int
    rendered: int
    seconds: float


@dataclass
class _Copy:
    """A copy under way: where it is written, the copy before, and what each page is made of."""

    folder: Path
    before: Path
    known: Mapping[str, str]
    made_with: str
    keys: dict[str, str] = field(default_factory=dict)
    rendered: int = 0

    def keeps(self, path: str, state: str) -> bool:
        """Take a page over from the copy before when it was made of the same; false when it has to be made."""
        self.keys[path] = hashlib.sha256(f"{self.made_with}\n{path}\n{state}".encode()).hexdigest()[:32]
        if self.known.get(path) != self.keys[path]:
            return False
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self.before / path, target)
        except FileNotFoundError:
            return False
        except OSError:  # a file system without hard links
            shutil.copyfile(self.before / path, target)
        return True

    def write(self, path: str, html: str) -> None:
        """Write a page."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8")
        self.rendered += 1


def publish_site(home: Path, most_articles: int) -> SiteCopy | None:
    """Bring the copy of the site up to the live file; None when it is already.

    What is bounded is there whole (the night, indicators, places with figures, conflicts, quarantine, dictionary), and of the
    articles the newest. Whoever reads the copy before keeps seeing it until the link is changed.

    Args:
        home: the home; call it under its lock.
        most_articles: how many articles get pages.

    Raises:
        NoWarehouse: there is no live file.
        OSError: the copy cannot be written; the copy before stands.
    """
    started = time.perf_counter()
    live, before = home / "warehouse.duckdb", home / SITE
    manifest = _read_manifest(before)
    verdicts = copy_verdicts(VerdictStore.of(home))
    of_what = {"run_id": published_run(live), "made_with": templates_digest(), "articles": most_articles, "verdicts": verdicts.digest}
    if manifest.get("of_what") == of_what:
        return None
    copies = home / COPIES
    folder = copies / f"{of_what['run_id']}-{secrets.token_hex(3)}"
    folder.mkdir(parents=True)
    try:
        with closing(Source(live, ahead=False)) as source:
            copy = _Copy(folder, before, manifest.get("pages", {}), f"{of_what['made_with']}\n{_reference(source)}")
            _fill(copy, source, most_articles, verdicts)
        (folder / MANIFEST).write_text(json.dumps({"of_what": of_what, "pages": copy.keys}, indent=0, sort_keys=True), encoding="utf-8")
        _put_in_place(folder, before)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for other in copies.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return SiteCopy(folder, len(copy.keys), copy.rendered, round(time.perf_counter() - started, 3))


def _fill(copy: _Copy, source: Source, most_articles: int, verdicts: CopiedVerdicts) -> None:
    """Write every page of the copy, or take it over."""
    source.link_newest(most_articles)
    states = {kind: {row["code"]: row["state"] for row in source.rows(f"{kind}_states")} for kind in ("article", "indicator", "place")}
    linked = frozenset(states["article"])
    states["article"] |= {code: f"{states['article'][code]} {judged}" for code, judged in verdicts.states(source).items()}
    for name, front in FRONT.items():
        state = front.state(source, linked)
        with source.remembering():
            for frame in _frames(linked):
                if not copy.keeps(path := f"{frame.language}/{name}.html", state):
                    copy.write(path, front.render(source, frame.at(f"{name}.html")))
    _write_kind(copy, source, "indicator", states["indicator"], linked)
    _write_kind(copy, source, "place", states["place"], linked)
    _write_articles(copy, source, states["article"], linked, verdicts)
    _write_entrance(copy)


def _write_kind(copy: _Copy, source: Source, kind: str, states: Mapping[str, str], linked: frozenset[str]) -> None:
    """Write the pages of indicators or places that changed, in both languages at once."""
    page = {"indicator": pages.indicator, "place": pages.place}[kind]
    wanted: dict[str, list[str]] = {}
    for code, state in states.items():
        changed = [path for one in LANGUAGES if not copy.keeps(path := f"{one}/{kind}s/{code}.html", state)]
        if changed:
            wanted[code] = changed
    codes = list(wanted)
    for first in range(0, len(codes), PLACES_AT_ONCE):
        some = codes[first : first + PLACES_AT_ONCE]
        with source.remembering():
            if kind == "place":
                pages.ask_ahead_of_places(source, some)
            for code in some:
                for frame in _frames(linked):
                    if (path := f"{frame.language}/{kind}s/{code}.html") in wanted[code]:
                        copy.write(path, page(source, frame.at(f"{kind}s/{code}.html"), code) or "")


def _write_articles(copy: _Copy, source: Source, states: Mapping[str, str], linked: frozenset[str], verdicts: CopiedVerdicts) -> None:
    """Write the pages of articles that changed, in both languages at once."""
    wanted = [
        code for code, state in states.items() if [copy.keeps(f"{one}/{article_path(code)}", state) for one in LANGUAGES] != [True, True]
    ]
    units = pages.units_of(source)
    for first in range(0, len(wanted), ARTICLES_AT_ONCE):
        for code, page in read_articles(source, wanted[first : first + ARTICLES_AT_ONCE]).items():
            judged = verdicts.on(source, page)
            for frame in _frames(linked):
                # never write through a link into the copy before
                (copy.folder / frame.language / article_path(code)).unlink(missing_ok=True)
                stood = view_verdicts(frame.words, page, judged, units) if judged else None
                html = render("article", frame.at(article_path(code)), page=page, units=units, judging=None, stood=stood)
                copy.write(f"{frame.language}/{article_path(code)}", html)


def _write_entrance(copy: _Copy) -> None:
    """The page that leads from the folder itself to the first page in Vietnamese."""
    if not copy.keeps("index.html", ""):
        copy.write("index.html", render("entrance", Frame(LANGUAGES[0], "index.html")))


def _frames(linked: frozenset[str]) -> Iterator[Frame]:
    for language in LANGUAGES:
        yield Frame(language, "index.html", articles=linked)


def _reference(source: Source) -> str:
    """Digest of the labels of indicators, units and places that the file was built with."""
    return str(source.rows("reference")[0]["reference_sha256"])


def _read_manifest(site: Path) -> dict[str, Any]:
    """What the copy in place was made of; nothing when there is none, or its manifest is damaged: then every page is made anew."""
    with suppress(OSError, ValueError):
        found = json.loads((site / MANIFEST).read_text("utf-8"))
        if isinstance(found, dict) and isinstance(found.get("pages"), dict):
            return found
    return {}


def _put_in_place(folder: Path, site: Path) -> None:
    """Let the link lead to the new folder, in one rename.

    Raises:
        OSError: somebody made a folder of that name.
    """
    waiting = site.with_name(f".{site.name}.partial")
    waiting.unlink(missing_ok=True)
    waiting.symlink_to(Path(COPIES) / folder.name)
    try:
        waiting.replace(site)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise
