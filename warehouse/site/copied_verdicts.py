"""The verdicts that a copy of the site shows: those that stood when it was made. It takes none in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from warehouse.site.articles import ArticlePage
from warehouse.site.judging import Judged, read_judged
from warehouse.site.source import Source
from warehouse.verdicts.records import Verdict
from warehouse.verdicts.store import VerdictStore


@dataclass(frozen=True)
class CopiedVerdicts:
    """The verdicts of a home at one moment, by the article that shows them."""

    store: VerdictStore
    by_text: Mapping[str, list[str]] = field(default_factory=dict)
    by_article: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What tells one state of all verdicts from another; empty when there is none."""
        ids = sorted(one for some in self.by_text.values() for one in some)
        return _digest_of(ids)

    def states(self, source: Source) -> dict[str, str]:
        """A digest of the verdicts that the page of an article shows, for articles with some. Reads `pages.main.linked`."""
        if not self.by_text:
            return {}
        shown = {
            row["article_id"]: {*self.by_text.get(row["text_sha256"], ()), *self.by_article.get(row["article_id"], ())}
            for row in source.rows("linked_texts")
        }
        return {article_id: _digest_of(sorted(ids)) for article_id, ids in shown.items() if ids}

    def on(self, source: Source, page: ArticlePage) -> Judged | None:
        """The verdicts on an article; None when it has none."""
        judged = read_judged(source, self.store, page, token="") if self.by_text else None
        return judged if judged and (judged.figures or judged.blocks or judged.others or judged.is_complete or judged.outdated) else None


def copy_verdicts(store: VerdictStore) -> CopiedVerdicts:
    """The verdicts as they are now."""
    by_text: defaultdict[str, list[str]] = defaultdict(list)
    by_article: defaultdict[str, list[str]] = defaultdict(list)
    for verdict in store.all():
        _note(by_text, verdict.text_sha256, verdict)
        _note(by_article, verdict.article_id, verdict)
    return CopiedVerdicts(store, by_text, by_article)


def _note(places: defaultdict[str, list[str]], key: str, verdict: Verdict) -> None:
    places[key].append(verdict.verdict_id)


def _digest_of(ids: list[str]) -> str:
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16] if ids else ""
