"""The site over HTTP: pages are rendered when they are asked for, from the file published at that moment. It takes in verdicts only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.parquet as pq
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from warehouse.formats import format_result
from warehouse.reading import NoWarehouse, QueryFailed
from warehouse.site import pages
from warehouse.site.articles import ArticlePage, Explainer, read_article
from warehouse.site.deciding import ArticleChanged, decide
from warehouse.site.frame import Frame
from warehouse.site.judging import Fields, Judged, WrongVerdict, read_judged
from warehouse.site.posting import Tokens, read_form
from warehouse.site.rendering import policy, render
from warehouse.site.searching import FigureSearch, WrongFilter, count_found, export_found, parse_search
from warehouse.site.source import Source
from warehouse.site.words import LANGUAGES
from warehouse.verdicts.store import VerdictStore

MOST_EXPORTED = 200_000
"""Figures of one download; `solieu export` writes more."""

LOOPBACK = ("127.0.0.1", "localhost")
"""Names the site answers to: a page of the web that gives this machine a name of its own is refused."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without a referrer a browser does not say where a form comes from
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

Page = Callable[[Request, Frame], str | None]


@dataclass(frozen=True)
class Site:
    """The site of one live file.

    `explain` gives the steps behind the figures of an article. With `verdicts` readers can give verdicts on article pages.
    """

    source: Source
    explain: Explainer | None = None
    verdicts: VerdictStore | None = None
    tokens: Tokens = field(default_factory=Tokens)

    def app(self, hosts: Sequence[str] = LOOPBACK) -> Starlette:
        """The application."""
        source, explain = self.source, self.explain
        served: dict[str, Page] = {
            "index": lambda request, frame: pages.night(source, frame),
            "figures": self._figures,
            "figures/{code}": lambda request, frame: pages.figure(source, frame, request.path_params["code"], explain),
            "indicators": lambda request, frame: pages.indicators(source, frame),
            "indicators/{code}": lambda request, frame: pages.indicator(source, frame, request.path_params["code"]),
            "places": lambda request, frame: pages.places(source, frame),
            "places/{code}": self._place,
            "articles/{code}": self._article,
            "conflicts": lambda request, frame: pages.conflicts(source, frame),
            "quarantine": lambda request, frame: pages.quarantine(source, frame),
            "dictionary": lambda request, frame: pages.dictionary(source, frame),
        }
        routes = [
            Route("/", lambda request: RedirectResponse("/vi/index.html")),
            Route("/f/{code}", lambda request: RedirectResponse(f"/vi/figures/{request.path_params['code']}.html")),
            Route("/{language}/figures.csv", self._download),
            Route("/{language}/figures.parquet", self._download),
            *(Route(f"/{{language}}/{path}.html", self._answer(page)) for path, page in served.items()),
        ]
        if self.verdicts is not None:
            routes.append(Route("/{language}/articles/{code}/verdicts", self._judge, methods=["POST"]))
        return Starlette(
            routes=routes,
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
            exception_handlers={HTTPException: _refuse, NoWarehouse: _no_warehouse, QueryFailed: _failed},
        )

    def _answer(self, page: Page) -> Callable[[Request], Response]:
        """What answers a request for a kind of page; Starlette runs it in a thread of its own. It is made of one published file."""

        def answer(request: Request) -> Response:
            with self.source.pinned():
                html = page(request, _frame_of(request))
            if html is None:
                raise HTTPException(404)
            return _html(html)

        return answer

    def _figures(self, request: Request, frame: Frame) -> str:
        """The search; a filter that cannot be is told above the form."""
        try:
            return pages.figures(self.source, frame, parse_search(request.query_params))
        except WrongFilter as error:
            return pages.figures(self.source, frame, FigureSearch(), str(error))

    def _place(self, request: Request, frame: Frame) -> str | None:
        """A place, with the indicator whose small charts were asked for."""
        return pages.place(self.source, frame, request.path_params["code"], request.query_params.get("indicator", ""))

    def _article(self, request: Request, frame: Frame) -> str | None:
        """An article; with forms for verdicts where they can be given."""
        judge = self._judged if self.verdicts is not None else None
        asked = request.query_params.get("missing", "")
        return pages.article(self.source, frame, request.path_params["code"], self.explain, judge, asked)

    def _judged(self, page: ArticlePage) -> Judged:
        """The verdicts on an article."""
        store = self.verdicts or VerdictStore.of(self.source.live.parent)
        return read_judged(self.source, store, page, self.tokens.of(page.article["article_id"]))

    async def _judge(self, request: Request) -> Response:
        """Take in a verdict, and show the article again."""
        return await run_in_threadpool(self._take, request, await read_form(request))

    def _take(self, request: Request, sent: Mapping[str, str]) -> Response:
        """Write the verdicts of a form.

        Raises:
            HTTPException: the form is not of the page, or what it says cannot be.
        """
        frame, code = _frame_of(request), request.path_params["code"]
        self.tokens.check(code, sent.get("token", ""))
        try:
            with self.source.pinned():
                page = read_article(self.source, code)
                if page is None or self.verdicts is None:
                    raise HTTPException(404)
                fields = Fields(frame.words, sent, self.source.kept("indicators"), self.source.kept("units"))
                given, place = decide(page, self._judged(page), frame.words, fields)
        except (WrongVerdict, ArticleChanged) as error:
            raise HTTPException(409 if isinstance(error, ArticleChanged) else 400, str(error)) from error
        try:
            for verdict in given:
                self.verdicts.add(verdict)
        except OSError as error:
            raise HTTPException(507, frame.words.say("The verdict cannot be written: {why}", why=error.strerror)) from error
        return RedirectResponse(f"/{frame.language}/articles/{code}.html#{place}", 303)

    def _download(self, request: Request) -> Response:
        """All figures of a search as CSV or Parquet: what the SQL beside it gives."""
        frame = _frame_of(request)
        try:
            search = parse_search(request.query_params)
        except WrongFilter as error:
            raise HTTPException(400, str(error)) from error
        with self.source.pinned():
            return self._exported(request, frame, search)

    def _exported(self, request: Request, frame: Frame, search: FigureSearch) -> Response:
        """What a search finds as a file.

        Raises:
            HTTPException: it is too much.
        """
        total = count_found(self.source, search)
        if total > MOST_EXPORTED:
            told = "The search finds {count} figures, more than the {most} of a download; `solieu export` writes all."
            raise HTTPException(413, frame.words.say(told, count=frame.words.number(total), most=frame.words.number(MOST_EXPORTED)))
        rows = export_found(self.source, search)
        kind = "csv" if request.url.path.endswith(".csv") else "parquet"
        content = format_result(rows, "csv").encode() if kind == "csv" else _parquet(rows)
        named = {"Content-Disposition": f'attachment; filename="figures.{kind}"'}
        types = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
        return Response(content, media_type=types[kind], headers={**HEADERS, **named})


def _frame_of(request: Request) -> Frame:
    """Where the page that is asked for stands.

    Raises:
        HTTPException: there is no such language.
    """
    language = request.path_params["language"]
    if language not in LANGUAGES:
        raise HTTPException(404)
    query = f"?{request.url.query}" if request.url.query else ""
    return Frame(language, request.url.path.removeprefix(f"/{language}/"), served=True, query=query)


def _html(content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(content, status, headers={**HEADERS, "Content-Security-Policy": f"{policy(served=True)}; frame-ancestors 'none'"})


def _message(request: Request, status: int, title: str, message: str | None = None) -> Response:
    """A page that says why there is no other."""
    language = request.url.path.split("/")[1]
    frame = Frame(language if language in LANGUAGES else LANGUAGES[0], "index.html", served=True, from_top=True)
    told = frame.words.known(message) if message else frame.words.say("There is no such page.")
    return _html(render("message", frame, title=frame.words.say(title), message=told), status)


def _refuse(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return _message(request, 404, "Not found")
    return _message(request, status, "Something went wrong", error.detail if isinstance(error, HTTPException) else str(error))


def _no_warehouse(request: Request, error: Exception) -> Response:
    return _message(request, 503, "There is no warehouse", str(error))


def _failed(request: Request, error: Exception) -> Response:
    return _message(request, 500, "Something went wrong", str(error))


def _parquet(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    return bytes(sink.getvalue())
