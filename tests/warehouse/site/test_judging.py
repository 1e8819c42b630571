"""Verdicts on the pages of articles: taken from the page itself and nobody else, kept, shown, and told how they stand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from published_lake import build_and_publish
from small_lake import Page, commit_run, home_lake
from starlette.testclient import TestClient

from warehouse.lake.lake import Lake
from warehouse.reading import run_query
from warehouse.site import posting
from warehouse.site.serving import Site
from warehouse.site.source import Source
from warehouse.site.words import Words
from warehouse.verdicts.records import Verdict
from warehouse.verdicts.store import VerdictStore

LOCAL = "http://127.0.0.1:8750"
SAME_ORIGIN = {"origin": LOCAL}
TEXT = (
    "Xã A sau một năm\nToàn Đảng bộ xã A có 214 đảng viên, sinh hoạt ở 9 chi bộ.\n"
    "Đường dây nóng 1900 luôn có người trực.\nNăm nay xã trồng mười lăm héc-ta rừng."
)
STORY = Page("file:///raw/xa-a.txt", TEXT, host="bao.example.vn", unexplained=("1900",), period_start=None)


@dataclass
class Reader:
    """A reader with the page of one article open."""

    client: TestClient
    home: Path
    lake: Lake
    article_id: str = STORY.article_id

    def look(self, language: str = "vi", query: str = "") -> str:
        answer = self.client.get(f"/{language}/articles/{self.article_id}.html{query}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def page_fields(self, language: str = "vi") -> dict[str, str]:
        html = self.look(language)
        return {name: re.search(rf'name="{name}" value="([0-9a-f]+)"', html)[1] for name in ("token", "text_sha256")}  # type: ignore[index]

    def figure(self, span_text: str) -> str:
        live = self.home / "warehouse.duckdb"
        sql = "select observation_id from observations where article_id = $a and span_text = $s"
        return str(run_query(live, sql, {"a": self.article_id, "s": span_text})["observation_id"][0])

    def send(self, language: str = "vi", headers: dict[str, str] | None = None, **fields: str) -> Response:
        sent = {**self.page_fields(language), **fields}
        address = f"/{language}/articles/{self.article_id}/verdicts"
        return self.client.post(address, data=sent, headers=SAME_ORIGIN if headers is None else headers, follow_redirects=False)

    def judge(self, span_text: str, verdict: str, **fields: str) -> Verdict:
        answer = self.send(on="figure", figure=self.figure(span_text), verdict=verdict, **fields)
        assert answer.status_code == 303, answer.text
        return self.kept[-1]

    @property
    def kept(self) -> list[Verdict]:
        return VerdictStore.of(self.home).all()

    def publish(self, run_id: str, *pages: Page, **more: Any) -> None:
        commit_run(self.lake, run_id, pages, **more)
        build_and_publish(self.lake, run_id)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that published the story; copy it."""
    lake = home_lake(tmp_path_factory.mktemp("first"))
    commit_run(lake, "20261119T0230Z-0001", [STORY])
    build_and_publish(lake, "20261119T0230Z-0001")
    return lake.home


@pytest.fixture
def reader(first_night: Path, tmp_path: Path) -> Iterator[Reader]:
    lake = home_lake(tmp_path)
    shutil.copytree(first_night, lake.home)
    source = Source(lake.home / "warehouse.duckdb")
    with TestClient(Site(source, None, VerdictStore.of(lake.home)).app(), base_url=LOCAL) as client:
        yield Reader(client, lake.home, lake)
    source.close()


def card(html: str, observation_id: str) -> str:
    """The card of a figure on the page of its article."""
    return html.partition(f'id="c-{observation_id}"')[2].partition("</article>")[0]


def test_a_figure_is_found_right_and_shown_so(reader: Reader) -> None:
    verdict = reader.judge("214", "right")
    assert (verdict.kind, verdict.span_text, verdict.read["value"], dict(verdict.right)) == ("right", "214", 214.0, {})
    assert "đã xác nhận đúng" in card(reader.look(), reader.figure("214"))
    assert "found right" in card(reader.look("en"), reader.figure("214"))
    assert "đã xác nhận đúng" not in card(reader.look(), reader.figure("9"))


def test_a_wrong_figure_keeps_what_is_right_in_the_columns_that_differ(reader: Reader) -> None:
    html = card(reader.look(), reader.figure("9"))
    shown = dict(re.findall(r'<input name="([a-z_]+)"[^>]* value="([^"]*)"', html))
    shown |= dict(re.findall(r'<select name="([a-z_]+)">.*?<option value="([a-z_]*)" selected', html))
    verdict = reader.judge("9", "wrong", **{**shown, "indicator": "party_cells", "unit": "Tổ chức", "value": "1.009,5", "note": "chi bộ"})
    assert dict(verdict.right) == {"indicator": "party_cells", "unit": "organisation", "value": 1009.5}
    assert verdict.note == "chi bộ"
    told = card(reader.look(), reader.figure("9"))
    assert "Giá trị: 9 → 1.009,5" in told
    assert "đã nhận xét là sai" in told


def test_numbers_are_read_as_the_language_of_the_page_writes_them(reader: Reader) -> None:
    sent = {"on": "figure", "figure": reader.figure("9"), "verdict": "wrong"}
    assert reader.send("en", **sent, value="1,009.5").status_code == 303
    assert reader.kept[-1].right["value"] == 1009.5


def test_the_last_verdict_counts_and_can_be_withdrawn(reader: Reader) -> None:
    for verdict in ("right", "no_figure"):
        reader.judge("214", verdict)
    assert [one.kind for one in VerdictStore.of(reader.home).current()] == ["no_figure"]
    reader.judge("214", "withdrawn")
    assert not VerdictStore.of(reader.home).current()
    assert len(reader.kept) == 3
    assert 'class="judged' not in reader.look()


def test_a_missing_figure_is_told_from_its_number(reader: Reader) -> None:
    number = TEXT.index("1900")
    html = reader.look(query=f"?missing={number}")
    anchor = re.search(r'name="anchor"[^>]* value="([^"]*)"', html)
    assert anchor is not None
    assert "1900" in anchor[1]
    answer = reader.send(on="missing", anchor=anchor[1], value="1900", indicator="Khác", unit="item", measure="count", qualifier="exact",
                         status="actual", period_kind="none")  # fmt: skip
    assert answer.headers["location"].endswith("#missing")
    verdict = reader.kept[-1]
    assert (verdict.span_start, verdict.span_text, verdict.right["value"]) == (number, "1900", 1900.0)
    assert "bị thiếu" in reader.look().partition('id="missing"')[2]
    assert reader.send(on="other", subject=verdict.subject, verdict="withdrawn").status_code == 303
    assert not VerdictStore.of(reader.home).current()


def test_a_number_in_words_is_missing_at_its_words(reader: Reader) -> None:
    told = {"value": "15", "indicator": "forest_planted", "unit": "hectare", "measure": "amount", "qualifier": "exact", "status": "actual"}
    assert reader.send(on="missing", anchor="mười lăm héc-ta", period_kind="year", **told).status_code == 303
    assert reader.kept[-1].span_text == "mười lăm héc-ta"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"anchor": "không có chữ này"}, "có 0 lần trong bài"),
        ({"anchor": "có 214 đảng viên, sinh hoạt ở 9 chi bộ"}, "chứa nhiều con số"),
        ({"anchor": "nóng 1900 luôn", "indicator": "Chỉ tiêu không có"}, "không có &#39;Chỉ tiêu không có&#39;"),
        ({"anchor": "nóng 1900 luôn", "value": "nhiều"}, "không phải là số"),
        ({"anchor": "nóng 1900 luôn", "value": "inf"}, "không phải là số"),
        ({"anchor": "nóng 1900 luôn", "period_start": "31/12/2025"}, "không phải là ngày"),
        ({"anchor": "nóng 1900 luôn", "period_start": "2025-12-31", "period_end": "2025-01-01"}, "kết thúc trước khi bắt đầu"),
        ({"anchor": "nóng 1900 luôn", "measure": "nothing"}, "không có &#39;nothing&#39;"),
        ({"anchor": "nóng 1900 luôn", "breakdown": "nữ"}, "khóa=giá trị"),
        ({"anchor": "nóng 1900 luôn", "note": "x" * 401}, "dài hơn 400 ký tự"),
    ],
)
def test_what_cannot_be_is_told_and_not_kept(reader: Reader, fields: dict[str, str], told: str) -> None:
    right = {"value": "1900", "indicator": "other", "unit": "item", "measure": "count", "qualifier": "exact", "status": "actual"}
    answer = reader.send(on="missing", period_kind="none", **{**right, **fields})
    assert answer.status_code == 400
    assert told in answer.text
    assert not reader.kept


def test_a_block_is_found_wrongly_dropped_or_kept(reader: Reader) -> None:
    numbers = re.findall(r'<button name="block" value="(\d+)">(Đáng giữ|Đáng bỏ)</button>', reader.look())
    dropped = next(number for number, told in numbers if told == "Đáng giữ")
    kept = next(number for number, told in numbers if told == "Đáng bỏ")
    assert reader.send(on="block", block=dropped, kind="related").status_code == 303
    assert reader.send(on="block", block=kept, kind="related").status_code == 303
    assert [(one.kind, one.right["kind"]) for one in reader.kept] == [("keep", "body"), ("drop", "related")]
    assert reader.kept[0].block["text"] == "Bản quyền thuộc về báo"
    html = reader.look()
    assert "đáng giữ" in html
    assert reader.send(on="block", withdraw=kept, kind="related").status_code == 303
    assert [one.kind for one in VerdictStore.of(reader.home).current()] == ["keep"]


def test_whoever_vouches_for_the_whole_article_judges_every_figure(reader: Reader) -> None:
    reader.judge("9", "no_figure")
    assert reader.send(on="article", verdict="complete").status_code == 303
    assert sorted((one.kind, one.span_text) for one in VerdictStore.of(reader.home).current()) == [
        ("complete", ""), ("no_figure", "9"), ("right", "214"),
    ]  # fmt: skip
    assert "Đã nhận xét 2 trên 2 số liệu" in reader.look()


def test_a_verdict_stays_until_the_text_changes(reader: Reader) -> None:
    reader.judge("214", "right")
    reader.publish("20261120T0230Z-0002", STORY, Page("file:///raw/b.txt", "Tin khác\nCó 5 ca bệnh.", organisation="Xã B"))
    assert "đã xác nhận đúng" in card(reader.look(), reader.figure("214"))
    reader.publish("20261121T0230Z-0003", Page(STORY.uri, TEXT.replace("214", "215"), unexplained=("1900",)))
    html = reader.look()
    assert "đã xác nhận đúng" not in html
    assert "1 nhận xét thuộc về nội dung trước đây" in html


def test_a_figure_that_is_read_otherwise_since_is_told(reader: Reader) -> None:
    """Other rules read the same text: what was right then is not what is read now, and what was missing may be found."""
    reader.judge("214", "right")
    reader.judge("9", "wrong", indicator="party_cells")
    missing = {"value": "1900", "indicator": "party_cells", "unit": "person", "measure": "count", "qualifier": "exact", "status": "actual"}
    reader.send(on="missing", anchor="nóng 1900 luôn", period_kind="as_of", organisation="Đảng bộ xã A", **missing)
    later = Page(STORY.uri, TEXT, host=STORY.host, indicator="party_cells", period_start=None)
    reader.publish("20261120T0230Z-0002", later)
    html = reader.look()
    assert "nay đọc khác đi" in card(html, reader.figure("214"))
    assert "nay đã đọc đúng như vậy" in card(html, reader.figure("9"))
    assert "nay đã đọc đúng như vậy" in card(html, reader.figure("1900"))


def test_a_verdict_goes_with_its_text_when_the_file_moves(reader: Reader) -> None:
    reader.judge("214", "right")
    moved = Page("file:///raw/kho/xa-a.txt", TEXT, host=STORY.host, unexplained=("1900",), period_start=None)
    reader.publish("20261120T0230Z-0002", moved, gone=[STORY.uri])
    reader.article_id = moved.article_id
    assert "đã xác nhận đúng" in card(reader.look(), reader.figure("214"))


def test_a_verdict_on_a_page_that_is_no_more_is_refused(reader: Reader) -> None:
    fields = reader.page_fields() | {"on": "figure", "figure": reader.figure("214"), "verdict": "right"}
    reader.publish("20261120T0230Z-0002", Page(STORY.uri, f"{TEXT} Thêm một câu."))
    answer = reader.client.post(f"/vi/articles/{STORY.article_id}/verdicts", data=fields, headers=SAME_ORIGIN)
    assert answer.status_code == 409
    assert "Bài đã thay đổi" in answer.text
    assert not reader.kept


def test_without_the_token_of_the_page_nothing_is_written(reader: Reader) -> None:
    right = {"on": "figure", "figure": reader.figure("214"), "verdict": "right"}
    other = Page("file:///raw/b.txt", "Tin khác\nCó 5 ca bệnh.", organisation="Xã B")
    reader.publish("20261120T0230Z-0002", other)
    of_another_page = re.search(r'name="token" value="([0-9a-f]+)"', reader.client.get(f"/vi/articles/{other.article_id}.html").text)
    assert of_another_page is not None
    for token in ("", "0" * 64, "ê", of_another_page[1]):
        assert reader.send(**right, token=token).status_code == 403
    of_another_server = TestClient(Site(Source(reader.home / "warehouse.duckdb"), None, VerdictStore.of(reader.home)).app(), base_url=LOCAL)
    sent = reader.page_fields() | right
    answer = of_another_server.post(f"/vi/articles/{STORY.article_id}/verdicts", data=sent, headers=SAME_ORIGIN)
    assert answer.status_code == 403
    assert "Trang này cũ hơn máy chủ" in answer.text
    assert not reader.kept


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://localhost:8750"},
        {"origin": "https://127.0.0.1:8750"},
        {"origin": LOCAL, "sec-fetch-site": "cross-site"},
        {"origin": "http://evil.example:8750", "host": "evil.example:8750"},
    ],
)
def test_from_another_origin_nothing_is_written(reader: Reader, headers: dict[str, str]) -> None:
    answer = reader.send(on="figure", figure=reader.figure("214"), verdict="right", headers=headers)
    assert answer.status_code in (400, 403)
    assert not reader.kept


def test_only_a_small_form_is_read(reader: Reader) -> None:
    address, token = f"/vi/articles/{STORY.article_id}/verdicts", reader.page_fields()["token"]

    def send(content: Any, kind: str = posting.FORM) -> int:
        return reader.client.post(address, content=content, headers={**SAME_ORIGIN, "content-type": kind}).status_code

    assert send(b"a" * (posting.LARGEST_BODY + 1)) == 413
    assert send(part for part in [b"a" * 10_000] * 2) == 413
    assert send(b"a=1", "application/json") == 415
    assert send(b"a=1", "multipart/form-data; boundary=x") == 415
    assert send(b"") == 403
    assert send(b"a=%ff") == 400
    assert send("a=ề".encode()) == 400
    assert send("&".join(f"a{n}=1" for n in range(posting.MOST_FIELDS + 1)).encode()) == 400
    assert send(f"token={token}".encode()) == 409
    assert not reader.kept


@pytest.mark.parametrize("fields", [{}, {"on": "all"}, {"on": "figure", "figure": "0000"}, {"on": "block", "block": "99"},
                                    {"on": "article", "verdict": "right"}, {"on": "other", "subject": "span:1-2"}])  # fmt: skip
def test_a_form_that_no_page_has_is_refused(reader: Reader, fields: dict[str, str]) -> None:
    assert reader.send(**fields).status_code == 400
    assert not reader.kept


def test_a_verdict_that_cannot_be_written_says_so(reader: Reader) -> None:
    (reader.home / "verdicts").write_text("đây là một tệp")
    answer = reader.send(on="figure", figure=reader.figure("214"), verdict="right")
    assert answer.status_code == 507
    assert "Không ghi được nhận xét" in answer.text


def test_a_site_without_a_store_takes_nothing_and_shows_no_forms(rich_live: Path) -> None:
    source = Source(rich_live)
    article = source.table("select article_id from observations limit 1")[0][0].as_py()
    with TestClient(Site(source).app(), base_url=LOCAL) as client:
        assert "<form" not in client.get(f"/vi/articles/{article}.html").text
        assert client.post(f"/vi/articles/{article}/verdicts", headers=SAME_ORIGIN).status_code == 404
    source.close()


def test_every_refusal_is_told_in_both_languages() -> None:
    source = Path(posting.__file__).read_text("utf-8")
    told = re.findall(r'HTTPException\(\d+, "([^"]+)"\)', source)
    assert len(told) >= 5
    assert not [one for one in told if Words("vi").known(one) == one]
