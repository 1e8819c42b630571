"""Reads the invented pages of `tests/text/pages`: what a page says, and what must come of each of its lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
ARTICLE_KINDS = "TKDYCS"


@dataclass
class LabelledPage:
    """A page, the kind of each of its lines (empty for blank ones), and the metadata that must come out."""

    name: str
    lines: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    wanted: dict[str, str | None] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def body(self) -> list[str]:
        return [line for line, kind in zip(self.lines, self.kinds, strict=True) if kind == "B"]


def read_page(path: Path) -> LabelledPage:
    page = LabelledPage(path.stem)
    for row in path.read_text("utf-8").splitlines():
        if row.startswith("#"):
            key, _, value = row[1:].partition(":")
            page.wanted[key.strip()] = None if value.strip() == "-" else value.strip()
        elif row == ".":
            page.lines.append("")
            page.kinds.append("")
        elif row:
            kind, _, line = row.partition(" ")
            page.lines.append(line)
            page.kinds.append(kind)
    return page


def read_pages(folder: Path) -> list[LabelledPage]:
    return [read_page(path) for path in sorted(folder.glob("*.page"))]
