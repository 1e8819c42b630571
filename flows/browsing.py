"""The command browse: the figures in a web browser, from the live file, on this machine alone."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Annotated, Any

import typer

from flows.asking import HomeOption
from flows.lexicons import own_rows
from flows.settings import SettingsError, load_settings
from flows.terminal import say, says_errors
from warehouse.addresses import HOST, PORT
from warehouse.lock import HomeLock

SENTENCE: Mapping[str, Any] = {"article_id": "", "text": "Xã có 214 đảng viên.", "title": None, "published_on": None, "source_host": None}
"""What is gone through when the server begins: the rules are read then, and the first reader of an article does not wait for them."""


def add_commands(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command()(says_errors(browse))
    app.command()(says_errors(site))


def browse(
    home: HomeOption = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="Port of this machine.")] = PORT,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the web browser of this machine, too.")] = False,
) -> None:
    """Look at the figures in a web browser: search, charts, every article with its figures marked. Ends with Ctrl-C.

    Only this machine reaches it. Nothing can be changed through it; on the page of an article readers say what is right, wrong or
    missing, and HOME/verdicts keeps that (`solieu verdicts`). What a run publishes meanwhile is shown as soon as its
    figures are read.
    """
    import uvicorn

    from warehouse.site.serving import Site
    from warehouse.site.source import Source
    from warehouse.verdicts.store import VerdictStore

    settings = load_settings(home=home)
    folder = settings.home
    # the steps of a figure are those of the rules that the runs of this home go by
    with own_rows(settings), closing(Source(folder / "warehouse.duckdb")) as source:
        say(f"reading {source.live}")
        threading.Thread(target=explain_steps, args=(SENTENCE,), name="reading the rules", daemon=True).start()
        source.kept("count_figures")
        _must_be_free(port)
        address = f"http://{HOST}:{port}/"
        say(f"the figures are at {address} (Ctrl-C ends it)")
        if open_browser:
            import webbrowser

            webbrowser.open(address)
        site_of_home = Site(source, explain_steps, VerdictStore.of(folder))
        uvicorn.run(site_of_home.app(), host=HOST, port=port, log_level="warning", access_log=False)


def site(
    home: HomeOption = None,
    articles: Annotated[int | None, typer.Option("--articles", min=0, help="How many articles get pages.  [default: 200]")] = None,
) -> None:
    """Publish the copy of the site under HOME/site again: after a rollback, or with more articles. Every run does so by itself."""
    from warehouse.site.copying import publish_site

    settings = load_settings(home=home, site_articles=articles)
    with HomeLock(settings.home):
        copied = publish_site(settings.home, settings.site_articles)
    made = f"{copied.rendered} of {copied.pages} pages made anew" if copied else "it was up to date"
    say(f"{(settings.home / 'site' / 'index.html').absolute().as_uri()}: {made}")


def explain_steps(article: Mapping[str, Any]) -> dict[int, Sequence[str]]:
    """The steps behind each figure of an article, by where its number begins: the extraction again, with its reasons."""
    from tasks.facts.document.records import ArticleText
    from tasks.facts.explanation import explain_numbers

    told = ArticleText(*(article[name] for name in ("article_id", "text", "title", "published_on", "source_host")))
    return {story.span[0]: story.steps for story in explain_numbers(told) if story.facts}


def _must_be_free(port: int) -> None:
    """Refuse a port that somebody listens on.

    Raises:
        SettingsError: it is taken, or this user may not listen on it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            why = "something listens there already" if error.errno == errno.EADDRINUSE else str(error.strerror)
            raise SettingsError(f"--port {port}: {why}; choose another") from error
