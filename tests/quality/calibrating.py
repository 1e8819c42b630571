"""Measures the weights of holders, of periods and of confidence anew: `python tests/quality/calibrating.py`, or `make calibrate`.

Reads the labelled articles of `../shared/dev`, local news that counts twice, those of `../shared/bulk` that `bulk_labels.jsonl`
labels (by places in the raw text, so that no text stands here), those of `written/`, and for holders and periods also the labelled
samples and `../shared/gold`. Needs `../shared`.
"""

from __future__ import annotations

import html
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from label_files import ROOT, SAMPLES, SHARED, WRITTEN, door

from tasks.calibrate import calibrate, clean_article, read_labels
from tasks.facts.learning.labelled import LabelledArticle, match_labels

_TAG = re.compile("<[^>]*>")
LABELS = Path(__file__).with_name("bulk_labels.jsonl")


def read_bulk() -> Iterator[LabelledArticle]:
    """The labelled articles of the archives of `../shared/bulk`, each label's anchor taken from the raw text or page."""
    labels = {row["file"]: row["observations"] for row in map(json.loads, LABELS.read_text("utf8").splitlines())}
    for archive in sorted((SHARED / "bulk").glob("*.tar.gz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                name = member.name.removeprefix("./")
                stream = tar.extractfile(member) if name in labels else None
                if stream is not None:
                    data = stream.read()
                    text = door(data.decode("utf8"))
                    wanted = [{**one, "anchor": _visible(text[slice(*one["at"])])} for one in labels[name]]
                    yield match_labels(name, clean_article(f"file:///bulk/{name}", data), wanted)


def _visible(markup: str) -> str:
    """The words of a piece of a page without its tags; of plain text, the text."""
    return html.unescape(_TAG.sub("", markup))


def main() -> int:
    if not (SHARED / "dev").is_dir():
        print("needs ../shared: the labelled articles are not part of the repository")
        return 1
    local = read_labels(SHARED / "dev" / "gold", SHARED / "dev" / "raw")
    articles = [*local, *read_bulk(), *read_labels(WRITTEN / "gold", WRITTEN / "raw")]
    samples = [*read_labels(SHARED / "gold", SHARED / "seeds"), *read_labels(SAMPLES / "gold", SAMPLES / "raw")]
    print(calibrate(articles, samples, ROOT / "seeds" / "weights", {article.name for article in local}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
