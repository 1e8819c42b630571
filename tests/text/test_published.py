"""When an article came out: what its page declares, what it shows, and which of them counts."""

from __future__ import annotations

import json

import pytest
from small_page import TITLE, clean, page

from tasks.text.dates import find_declared
from tasks.text.instants import parse_moment

OTHER = "Hội chợ hàng nông sản ba xã vùng cao"


def ld(*items: dict[str, object], wrap: str = "{}") -> str:
    body = json.dumps(items[0] if len(items) == 1 else list(items), ensure_ascii=False)
    return f'<script type="application/ld+json">{wrap.format(body)}</script>'


def story(day: str, headline: str = TITLE, kind: object = "NewsArticle") -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": kind, "headline": headline, "datePublished": day}


@pytest.mark.parametrize(
    ("head", "above", "day", "rule"),
    [
        # of the stories that a page lists, its own
        (ld(story("2021-02-03", OTHER), story("2022-04-05T10:00:00+07:00")), "", "2022-04-05", "json_ld"),
        (ld({"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, story("2022-04-05")]}), "", "2022-04-05", "json_ld"),
        (ld({"@type": "VideoObject", "name": TITLE, "uploadDate": "2020-01-01"}, story("2022-04-05")), "", "2022-04-05", "json_ld"),
        (ld(story("2022-04-05", kind=["Article", "ReportageNewsArticle"])), "", "2022-04-05", "json_ld"),
        (ld(story("2022-04-05", f"{TITLE} - Trang tin Nà Phạ", "http://schema.org/BlogPosting")), "", "2022-04-05", "json_ld"),
        (ld({"@type": "WebPage", "mainEntity": story("2022-04-05")}), "", "2022-04-05", "json_ld"),
        # another story says nothing where the page or a meta element does
        (ld(story("2021-02-03", OTHER)), "<div>05/04/2022</div>", "2022-04-05", "dateline"),
        (
            ld(story("2021-02-03", OTHER)) + '<meta property="article:published_time" content="2022-04-05T01:00:00Z">',
            "",
            "2022-04-05",
            "meta",
        ),
        (ld({"@type": "WebSite", "datePublished": "2021-02-03"}), "<div>05/04/2022</div>", "2022-04-05", "dateline"),
        (ld(story("2021-02-03", OTHER), story("2021-02-04", OTHER + " năm nay")), "", None, None),
        # what is declared of the article goes before what is shown, and that before what may be of anything
        ('<meta property="article:published_time" content="2022-04-04T18:30:00Z">', "<div>01/04/2022</div>", "2022-04-05", "meta"),
        ('<meta name="pubdate" content="2021-02-03">', "<div>Thứ Ba, 05/04/2022</div>", "2022-04-05", "dateline"),
        ('<meta name="pubdate" content="2022-04-05">', "", "2022-04-05", "meta"),
        # broken as templates break it
        (ld(story("2022-04-05"), wrap="//<![CDATA[\n{}\n//]]>"), "", "2022-04-05", "json_ld"),
        (ld(story("2022-04-05"), wrap="/*<![CDATA[*/{}/*]]>*/;"), "", "2022-04-05", "json_ld"),
        (ld(story("2022-04-05"), wrap="<!--\n{}\n-->"), "", "2022-04-05", "json_ld"),
        (ld(story("2022-04-05")).replace('"}', '",\n}'), "", "2022-04-05", "json_ld"),
        (ld(story("2022-04-05") | {"description": "một#hai"}).replace("#", "\n\t"), "", "2022-04-05", "json_ld"),
        (ld(story("2022-04-05") | {"description": "l#i"}).replace("#", "\\'"), "", "2022-04-05", "json_ld"),
        # attributes of what is shown
        ("", '<time datetime="2022-04-05">Hôm kia</time>', "2022-04-05", "time"),
        ("", '<time datetime="2022-04-04T19:00:00Z">hai giờ trước</time>', "2022-04-05", "time"),
        ("", '<span itemprop="datePublished" content="2022-04-05T08:00+07:00">sáng nay</span>', "2022-04-05", "time"),
        ("", '<time datetime="2022-04-09">Thứ Ba, 05/04/2022</time>', "2022-04-05", "dateline"),
    ],
)
def test_which_date_counts(head: str, above: str, day: str | None, rule: str | None) -> None:
    article = clean(page(head=head, above=above)).article
    assert (str(article.published_on) if article.published_on else None, article.published_rule) == (day, rule)


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("<div>Cập nhật: 09/06/2022</div><div>Ngày đăng: 05/04/2022</div>", "2022-04-05"),
        ("<div>Cập nhật lúc 10:20 09/06/2022 | Đăng ngày 05/04/2022</div>", "2022-04-05"),
        ("<div>Cập nhật 09/06/2022, 10:20</div><div>05/04/2022</div>", "2022-04-05"),
        ("<div>Updated: June 9, 2022 | Published: April 5, 2022</div>", "2022-04-05"),
        ("<div>Cập nhật: 05/04/2022</div>", "2022-04-05"),
        ("<div>Thứ Ba, 5/4/22</div>", "2022-04-05"),
        ("<div>5-4-22, 14:05</div>", "2022-04-05"),
        ("<div>2022/04/05</div>", "2022-04-05"),
        ("<div>5.4.22</div>", "2022-04-05"),
        ("<div>April 5, 2022 by nhomtin</div>", "2022-04-05"),
        ("<div>Tuesday, 5th April 2022</div>", "2022-04-05"),
        ("<div>05-Apr-2022 08:10</div>", "2022-04-05"),
        ("<div>Đăng bởi Lò Văn Páo ngày 05/04/2022</div>", "2022-04-05"),
    ],
)
def test_dates_that_are_shown(above: str, day: str) -> None:
    cleaned = clean(page(above=above))
    assert str(cleaned.article.published_on) == day
    assert "2022" not in cleaned.article.text


def test_numbers_that_look_like_a_short_date_are_none() -> None:
    article = clean(page(above="<div>Tỷ số ba hiệp 5-4-22 nghiêng về đội chủ nhà</div>")).article
    assert article.published_on is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-04-04T17:00:00Z", "2022-04-05"),
        ("2022-04-05T06:59:59+07:00", "2022-04-05"),
        ("20220405T101500", "2022-04-05"),
        ("20220405101500", "2022-04-05"),
        ("2022-04-05 10:15:00 +0700", "2022-04-05"),
        ("2022-04-05T10:15:00.1234567+07:00", "2022-04-05"),
        ("1649091600", "2022-04-05"),
        ("1649091599", "2022-04-04"),
        ("1649091600000", "2022-04-05"),
        ("/Date(1649091600000)/", "2022-04-05"),
        ("Mon, 04 Apr 2022 18:00:00 GMT", "2022-04-05"),
        ("Tue Apr 05 2022 10:15:00 GMT+0700 (Giờ Đông Dương)", "2022-04-05"),
        ("05/04/2022 10:15", "2022-04-05"),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("2022-13-45", None),
        ("99999999999999999", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_a_declared_moment_is_a_day_in_vietnam(text: str, day: str | None) -> None:
    moment = find_declared(text)
    assert (moment.day.isoformat() if moment else None) == day


def test_a_day_without_a_clock_has_no_instant() -> None:
    moment = parse_moment("2022-04-05")
    assert moment is not None
    assert (moment.day.isoformat(), moment.at) == ("2022-04-05", None)
