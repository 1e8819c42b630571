"""Character references of a text that were escaped once more on their way into a JSON line or a text file."""

from __future__ import annotations

import json

from small_page import TITLE

from tasks.text.cleaning import clean_document
from tasks.text.readers import read_documents
from tasks.text.records import CleanedDocument, RawDocument

BODY = (
    "Sáng 8/4, Đảng ủy xã Nậm Khòa họp bàn việc làm đường vào bốn bản vùng cao, nơi bà con còn đi lại khó khăn.\n"
    "Theo dự toán, xã cần 2,7 tỷ đồng và 640 ngày công của 318 hộ để mở rộng mặt đường trước mùa mưa.\n"
    "Bí thư Đảng ủy xã yêu cầu các chi bộ phân công đảng viên phụ trách từng đoạn, báo cáo kết quả hằng tuần."
)


def _text_of(content: str) -> str:
    line = json.dumps({"title": TITLE, "content": content}, ensure_ascii=False).encode()
    (document,) = read_documents("file:///a.jsonl", line)
    assert isinstance(document, RawDocument)
    cleaned = clean_document(document)
    assert isinstance(cleaned, CleanedDocument)
    return cleaned.article.text


def test_references_escaped_once_and_twice_read_the_same() -> None:
    plain = _text_of(BODY)
    once = BODY.replace("ê", "&ecirc;").replace("ộ", "&#7897;")
    assert once != BODY
    assert _text_of(once) == _text_of(once.replace("&", "&amp;")) == plain
