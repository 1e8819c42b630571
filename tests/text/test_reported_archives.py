"""Web archives that people reported as lost or misread (`../shared/reported/archives`): what each one's name means."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from both_ways import read_both_ways

from tasks.text.cleaning import clean_document
from tasks.text.records import CleanedDocument, RawDocument, Rejection

REPORTED = Path(__file__).parents[3] / "shared" / "reported"
ARCHIVES = REPORTED / "archives"
pytestmark = pytest.mark.skipif(not ARCHIVES.is_dir(), reason="../shared/reported/archives is not there")

CUT = ("cut.warc", "cut.warc.gz", "cut-in-body.warc", "cut-in-body.warc.gz")
PAGES = {"members.warc.gz": 5, "one-member.warc.gz": 5, "dict.warc.zst": 2, "frames.warc.zst": 2}
"""How many pages a file holds, where it is more than one."""
NAMES = sorted(path.name for path in ARCHIVES.glob("*.warc*")) if ARCHIVES.is_dir() else []


def read(path: Path, others: Counter[str] | None = None) -> tuple[list[CleanedDocument], list[Rejection]]:
    found = [
        clean_document(document) if isinstance(document, RawDocument) else document
        for document in read_both_ways(path.as_uri(), path.read_bytes(), others=others)
    ]
    return [one for one in found if isinstance(one, CleanedDocument)], [one for one in found if isinstance(one, Rejection)]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_an_article_of_its_own_figures(name: str) -> None:
    loaded, refused = read(ARCHIVES / name)
    assert len(loaded) == PAGES.get(name, 1)
    assert [(one.reason, "that the record says" in one.detail) for one in refused] == [("broken_container", True)] * (name in CUT)
    addresses = [document.article.source_uri for document in loaded] + [one.source_uri for one in refused]
    assert len(set(addresses)) == len(addresses)
    for document in loaded:
        article = document.article
        assert article.title is not None
        admitted = re.search(r"kết nạp (\d+) đảng viên", article.title)
        assert admitted is not None
        assert f"kết nạp được {admitted[1]} đảng viên mới" in article.text  # a size of a chunk would stand in a word
        assert article.text.count("\n") == 3
        assert article.source_url is not None
        assert not {"<", ">"} & set(article.source_url)


def test_what_wget_stores_beside_the_page_is_counted() -> None:
    others: Counter[str] = Counter()
    read(ARCHIVES / "wget-chunked.warc.gz", others)
    assert others == Counter({"warcinfo": 1, "request": 1, "metadata": 1, "resource of metadata:": 2})


def test_each_record_that_may_hold_a_page_is_accounted_for() -> None:
    loaded, refused = read(REPORTED / "w25.warc")
    assert len(loaded) + len(refused) == 5
