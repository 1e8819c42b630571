"""HTML pages: the same lines as flattened text, with what the elements say."""

from __future__ import annotations

from tasks.text.cleaning import clean_document
from tasks.text.html import parse_html
from tasks.text.records import CleanedDocument, RawDocument

PAGE = """<!doctype html><html><head><title>Xã Tân Phong thoát nghèo - Báo Tân Phong</title>
<meta property="og:title" content="Xã Tân Phong thoát nghèo"><meta property="og:url" content="https://bao.vn/a.htm">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Xã Tân Phong thoát nghèo",
 "datePublished": "2023-05-04T08:30:00+07:00", "author": {"name": "Nguyễn Thu Hằng"}, "articleSection": "Xã hội"}</script></head>
<body><nav class="main-menu"><a href="/">Trang chủ</a><a href="/cd">Chuyện đời</a></nav>
<div style="display:none">Chữ ẩn không ai thấy</div>
<h1>Xã Tân Phong thoát nghèo</h1>
<div class="social-share"><a href="#">Gửi lên mạng</a></div>
<p class="sapo">Sau mười năm, xã Tân Phong chỉ còn 4 hộ nghèo</p>
<p>Đến nay, toàn xã có <b>1.250</b> hộ dân, trong đó <a href="/x">86 hộ nghèo</a>, chiếm 6,9%.</p>
<figure><img src="a.jpg" alt="anh"><figcaption>Một góc xã Tân Phong hôm nay</figcaption></figure>
<p><a href="/tin-khac">Huyện tổng kết mười năm xây dựng nông thôn mới</a></p>
<p>Những năm qua, cấp ủy luôn quan tâm<br>bồi dưỡng quần chúng ưu tú.</p>
<table><tr><td>Xã An Dương</td><td>84 hộ</td></tr></table>
<p>Năm 2022, Đảng bộ huyện kết nạp 145 đảng viên, đạt 103,5% kế hoạch được giao.</p>
<div class="related-news"><ul><li><a href="/1">Trao 120 suất quà cho hộ nghèo</a></li></ul></div>
<div id="comments"><p>Bài viết rất hay, mong báo có thêm nhiều bài như thế này nữa ạ.</p></div>
<footer>Báo Tân Phong, số 1 đường Lê Lợi</footer></body></html>"""


def clean(html: str) -> CleanedDocument:
    document = clean_document(RawDocument("file:///a.html", "file:///a.html", "html", html.encode()))
    assert isinstance(document, CleanedDocument), document
    return document


def test_text_of_a_page() -> None:
    assert clean(PAGE).article.text.split("\n") == [
        "Xã Tân Phong thoát nghèo",
        "Sau mười năm, xã Tân Phong chỉ còn 4 hộ nghèo",
        "Đến nay, toàn xã có 1.250 hộ dân, trong đó 86 hộ nghèo, chiếm 6,9%.",
        "Những năm qua, cấp ủy luôn quan tâm bồi dưỡng quần chúng ưu tú.",
        "Xã An Dương | 84 hộ",
        "Năm 2022, Đảng bộ huyện kết nạp 145 đảng viên, đạt 103,5% kế hoạch được giao.",
    ]


def test_what_a_page_declares() -> None:
    article = clean(PAGE).article
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.published_rule) == ("2023-05-04T08:30:00+07:00", "json_ld")
    assert (article.author, article.section, article.source_host, article.source_url) == ("Nguyễn Thu Hằng", "Xã hội", "bao.vn", None)


def test_date_declared_of_this_article_wins_over_the_visible_one_and_that_over_one_of_another() -> None:
    dated = PAGE.replace("</h1>", "</h1><span>Thứ Sáu, 05/05/2023 - 09:00</span>")
    own, others = clean(dated).article, clean(dated.replace('"headline": "Xã', '"headline": "Phường')).article
    assert own.published_at is not None
    assert others.published_at is not None
    assert (own.published_at.isoformat(), own.published_rule) == ("2023-05-04T08:30:00+07:00", "json_ld")
    assert (others.published_at.isoformat(), others.published_rule) == ("2023-05-05T09:00:00+07:00", "dateline")


def test_broken_linked_data_declares_nothing() -> None:
    page = parse_html('<script type="application/ld+json">{"headline": </script><p>Xin chào</p>')
    assert (page.declared.title, page.declared.published) == (None, None)


def test_dropped_blocks_name_the_element() -> None:
    rules = {block.dropped_text: block.rule for block in clean(PAGE).blocks if not block.kept}
    assert rules["Một góc xã Tân Phong hôm nay"] == "element:caption"
    assert rules["Huyện tổng kết mười năm xây dựng nông thôn mới"] == "link_only"
    assert "Chữ ẩn không ai thấy" not in rules


def test_table_in_a_figure_is_text_and_alternative_texts_are_not() -> None:
    table = (
        "<figure><table><tr><td>Xã Cao Xá</td><td>61 hộ</td></tr></table></figure><p>Kết quả đã được công bố rộng rãi tới người dân.</p>"
    )
    text = clean(PAGE.replace('<div class="related-news">', table + '<div class="related-news">')).article.text
    assert "Xã Cao Xá | 61 hộ" in text
    assert "anh" not in text.split()


def test_marks_of_private_use_on_the_page_do_no_harm() -> None:
    assert "\uf8f0" not in clean(PAGE.replace("1.250", "\uf8f01.250\uf8f1")).article.text
