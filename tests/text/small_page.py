"""A page of a village paper in HTML, into which a test sets what it is about."""

from __future__ import annotations

from tasks.text.cleaning import clean_document
from tasks.text.records import CleanedDocument, RawDocument

TITLE = "Xã Nà Phạ tổng kết phong trào trồng rừng"
FIRST = "Chiều qua, xã Nà Phạ gặp mặt các hộ trồng rừng, nghe bà con kể chuyện làm ăn và bàn việc của mùa sau."
SECOND = "Toàn xã đã trồng thêm 214 ha rừng, nhiều nhất ở các thôn dọc bờ suối và quanh hồ chứa nước mới đắp."
LAST = "Kết thúc buổi gặp, lãnh đạo xã cảm ơn bà con đã giữ rừng như giữ nhà mình trong những năm khó khăn nhất."


def page(*, head: str = "", above: str = "", inside: str = "", below: str = "", title: str = TITLE) -> str:
    """The source of a page: `above` stands over the text, `inside` before its last paragraph, `below` under it."""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>'
        '<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li></ul>'
        f"<div><h1>{title}</h1>{above}<p>{FIRST}</p><p>{SECOND}</p>{inside}<p>{LAST}</p>{below}</div>"
        "<footer><p>Bản quyền thuộc Trang tin xã Nà Phạ. Điện thoại: 0200 000 000</p></footer></body></html>"
    )


def clean(source: str, kind: str = "html", **hints: str) -> CleanedDocument:
    """The cleaned page; a page that is refused fails the test."""
    document = clean_document(RawDocument("file:///a.html", "file:///a.html", kind, source.encode(), hints))  # type: ignore[arg-type]
    assert isinstance(document, CleanedDocument), document
    return document


def text_of(source: str, kind: str = "html") -> list[str]:
    """The lines of the cleaned text."""
    return clean(source, kind).article.text.split("\n")


def rules_of(source: str) -> dict[str, str]:
    """What was dropped, and the rule that names why."""
    return {block.dropped_text or "": block.rule for block in clean(source).blocks if not block.kept}
