"""Commands that show why: explain a figure or a file; put the lexicons in order and check them by their own examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.asking import HomeOption
from flows.lexicons import lexicons_of, own_rows
from flows.settings import load_settings
from flows.terminal import FAILED, say, says_errors
from tasks.plan.listing import location_uri
from warehouse.reading import QueryFailed, connect, run_query

if TYPE_CHECKING:
    from tasks.facts.explanation import NumberStory

NO_TITLE = "(no title)"
_ADDRESS = re.compile(
    r"(?:https?|file)://\S*?/(?:f|figures|articles)/(?P<page>[0-9a-f]{16})(?:\.html)?(?:\?[^#]*)?(?:#(?:c-)?(?P<place>[0-9a-f]{16})|#\S*)?"
)
"""An address of a figure or an article on the site, in any language and wherever the site is."""

FIND_FIGURE = """
select a.article_id, a.text, a.title, a.published_on, a.source_host, coalesce(a.source_url, a.source_uri) as source, o.span_start
from articles a
left join observations o on o.article_id = a.article_id and starts_with(o.observation_id, $id)
where o.observation_id is not null or a.article_id = $id
order by o.observation_id nulls last
limit 1
"""


def add_commands(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    app.command()(says_errors(explain))
    lexicon = typer.Typer(help="Look after what solieu knows: seeds/lexicon/*.csv.", no_args_is_help=True)
    lexicon.callback()(lambda: None)
    lexicon.command("check")(says_errors(check))
    lexicon.command("sort")(says_errors(sort))
    app.add_typer(lexicon, name="lexicon")


def explain(
    figure: Annotated[
        str, typer.Argument(help="An observation_id or its beginning, an article_id, an address of the site, a raw file, or a folder.")
    ],
    page: Annotated[Path | None, typer.Option("--page", help="Write the article with its figures marked to this HTML file.")] = None,
    home: HomeOption = None,
) -> None:
    """Show where figures come from: their sentences, and each step that decided them. A raw file needs no warehouse."""
    settings, place = load_settings(home=home), Path(figure)
    with lexicons_of(settings):
        if figure.strip() and (place.is_file() or place.is_dir()):
            rows = [row for path in _files_of(place) for row in _read_file(path)]
        else:
            rows = [_find(settings.home, figure)]
        if page is not None:
            _write_page(rows, page)
            return
        for row in rows:
            _explain_article(row)


def _files_of(place: Path) -> list[Path]:
    """The raw files of a folder, in the order of their names; a file is its own. Hidden ones are left out, as runs leave them out.

    Raises:
        QueryFailed: the folder holds none.
    """
    if place.is_file():
        return [place]
    shown = (path for path in place.rglob("[!.]*") if not any(part.startswith(".") for part in path.relative_to(place).parts))
    found = sorted(path for path in shown if path.is_file())
    if not found:
        raise QueryFailed(f"{place} holds no file")
    return found


def read_identity(given: str) -> str:
    """The identity that was meant: quotes around it are left out, and of an address of the site what it leads to.

    >>> read_identity("'152889612c5ac5b8'"), read_identity("http://127.0.0.1:8750/f/152889612c5ac5b8")
    ('152889612c5ac5b8', '152889612c5ac5b8')
    >>> read_identity("file:///kho/site/vi/articles/acccc8b12663f799.html#c-152889612c5ac5b8")
    '152889612c5ac5b8'
    >>> read_identity("https://so-lieu.example.vn/en/articles/acccc8b12663f799.html#top")
    'acccc8b12663f799'
    """
    plain = given.strip().strip("'\"“”‘’`").strip()
    address = _ADDRESS.fullmatch(plain)
    return (address["place"] or address["page"]) if address else plain


def _find(home: Path, given: str) -> dict[str, Any]:
    """The article that holds a figure, with the place of the figure, from the live file.

    Raises:
        QueryFailed: there is none.
    """
    live, figure = home / "warehouse.duckdb", read_identity(given)
    with connect(live) as con:
        found = run_query(con, FIND_FIGURE, {"id": figure}).to_pylist() if figure else []
    if not found:
        raise QueryFailed(
            f"no figure or article {figure} in {live}, and no file or folder of that name; "
            'find one with: solieu sql "from figures select observation_id, sentence"'
        )
    return dict(found[0])


def check(
    own: Annotated[bool, typer.Option("--own", help="Run only the examples of your own rows: seconds instead of half a minute.")] = False,
    home: HomeOption = None,
) -> None:
    """Find what would stop a night: unknown names, rows that their example does not prove, indicators with too few; exits with 1 then."""
    with own_rows(load_settings(home=home)) as overlay:
        wrong = find_wrong_rows(own)
        for one in wrong:
            say(one)
        held = f"every row holds, those of {overlay.folder} too" if overlay.texts else "every row holds"
        say(held if not wrong else f"{len(wrong)} rows do not hold")
    if wrong:
        raise typer.Exit(FAILED)


def find_wrong_rows(own_alone: bool) -> list[str]:
    """What is wrong with the lexicons; rows are run on their examples where every name in them is known."""
    from tasks.facts.proofs.check import check_lexicons
    from tasks.facts.proofs.coverage import find_lacking, find_unproving
    from tasks.facts.proofs.names import find_wrong_cells

    if wrong := find_wrong_cells():
        return [str(one) for one in wrong]
    return [*map(str, check_lexicons(own_alone)), *map(str, find_lacking()), *find_unproving(own_alone)]


def sort() -> None:
    """Put the rows of every lexicon in order; new ones may be written anywhere below the header."""
    from tasks.vi.text.lexicon import decode_lexicon, sort_lexicon

    folder = Path(str(resources.files("seeds"))) / "lexicon"
    for path in sorted(folder.glob("*.csv")):
        label = f"seeds/lexicon/{path.name}"
        text = decode_lexicon(label, path.read_bytes())
        if (in_order := sort_lexicon(label, text)) != text:
            path.write_text(in_order, "utf-8")
            say(f"{path.name} is in order now")


def _read_file(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a raw file, cleaned; what cannot be used says why."""
    from tasks.text.cleaning import clean_document
    from tasks.text.readers import read_documents
    from tasks.text.records import CleanedDocument, RawDocument

    for document in read_documents(location_uri(str(path)), path.read_bytes()):
        cleaned = clean_document(document) if isinstance(document, RawDocument) else document
        if isinstance(cleaned, CleanedDocument):
            article = cleaned.article
            columns = ("article_id", "text", "title", "published_on", "source_host")
            source = article.source_url or article.source_uri
            yield {name: getattr(article, name) for name in columns} | {"source": source, "span_start": None}
        else:
            say(f"{cleaned.source_uri} cannot be used: {cleaned.reason}: {cleaned.detail}")


def _stories(row: dict[str, Any]) -> list[NumberStory]:
    """The stories of an article's numbers."""
    from tasks.facts.document.records import ArticleText
    from tasks.facts.explanation import explain_numbers

    return explain_numbers(ArticleText(*(row[name] for name in ("article_id", "text", "title", "published_on", "source_host"))))


def _explain_article(row: dict[str, Any]) -> None:
    """Print the stories of an article's numbers, or of the one that begins at `span_start`."""
    say(row["title"] or NO_TITLE, style="bold")
    say(f"{row['source']}, published {row['published_on'] or 'on an unknown day'}")
    for story in _stories(row):
        if row["span_start"] is not None and story.span[0] != row["span_start"]:
            continue
        say()
        say(story.sentence)
        say(f"  {story.disposition}, {story.rule}")
        for name, value in story.facts.items():
            say(f"  {name:<13} {value}")
        for step in story.steps:
            say(f"  - {step}")


def _write_page(rows: list[dict[str, Any]], page: Path) -> None:
    """Write the articles with their figures marked, and say where a figure that was asked for stands."""
    from flows.story_page import Told, render_stories

    told = [
        Told(row["title"] or NO_TITLE, row["source"], str(row["published_on"] or "on an unknown day"), row["text"], tuple(_stories(row)))
        for row in rows
    ]
    page.write_text(render_stories(told), encoding="utf-8")
    asked = next((f"#f1-{row['span_start']}" for row in rows if row["span_start"] is not None), "")
    say(f"{page.absolute().as_uri()}{asked}")
