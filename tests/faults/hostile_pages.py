"""Pages, texts and JSON lines that no newspaper meant to publish. Each kind is a function of a random source that gives bytes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from random import Random

from small_articles import small_article

Kind = Callable[[Random], bytes]


def article(random: Random) -> str:
    """A small article that would be read, for what is put around or into it."""
    return small_article(random.randrange(10_000))


def broken_inside(random: Random, junk: str | bytes) -> bytes:
    """An article with junk at some place of its bytes."""
    data, piece = article(random).encode(), junk if isinstance(junk, bytes) else junk.encode("utf-8", "surrogatepass")
    at = random.randrange(len(data))
    return data[:at] + piece + data[at:]


def _page(random: Random, head: str = "", body: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in article(random).split("\n") if line)
    return f"<html><head>{head}</head><body><article>{paragraphs}</article>{body}</body></html>".encode("utf-8", "surrogatepass")


def _published(date: str) -> str:
    return f'<meta property="article:published_time" content="{date}">'


def _line(random: Random, **more: object) -> bytes:
    record = {"url": f"https://bao.example.vn/{random.randrange(10_000)}", "text": article(random), **more}
    return json.dumps(record).encode() + b"\n" + json.dumps({"text": article(random)}).encode()


TEXTS: dict[str, Kind] = {
    "text-empty": lambda random: b"",
    "text-random": lambda random: random.randbytes(random.randrange(1, 3_000)),
    "text-nul": lambda random: b"\0" * random.randrange(1, 3_000),
    "text-nul-inside": lambda random: broken_inside(random, b"\0\0"),
    "text-cut-utf8": lambda random: article(random).encode()[: random.randrange(200, 500)] + b"\xe1\xba",
    "text-overlong-utf8": lambda random: broken_inside(random, b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80"),
    "text-surrogates": lambda random: broken_inside(random, "\ud800\udfff\udc00"),
    "text-utf16-odd": lambda random: article(random).encode("utf-16") + b"\x00",
    "text-utf32": lambda random: article(random).encode("utf-32"),
    "text-bom-only": lambda random: random.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0")),
    "text-mojibake-twice": lambda random: article(random).encode().decode("latin-1").encode().decode("latin-1").encode(),
    "text-controls": lambda random: bytes(random.choices(range(32), k=400)),
    "text-escape-sequences": lambda random: broken_inside(random, "\x1b]0;x\x07\x1b[2J\x9b31m"),
    "text-one-word": lambda random: b"x" * random.randrange(50_000, 90_000),
    "text-blank-lines": lambda random: b"\n" * random.randrange(1_000, 60_000),
    "text-odd-line-ends": lambda random: article(random).replace("\n", random.choice(("\r", "\x85", "\u2028", "\x0b", "\x1c"))).encode(),
    "text-bidi": lambda random: broken_inside(random, "\u202e\u2066\u202d"),
    "text-piled-accents": lambda random: broken_inside(random, "a" + "\u0301\u0323\u0302" * 300),
    "text-decomposed": lambda random: unicodedata.normalize("NFD", article(random)).encode(),
    "text-digits": lambda random: " ".join(str(random.randrange(10**6)) for _ in range(400)).encode(),
    "text-long-number": lambda random: broken_inside(random, " 9" + "1234567890" * 450 + " đảng viên "),
    "text-no-such-dates": lambda random: broken_inside(random, " ngày 31/02/0000, 99/99/9999, tháng 13/99999, năm 00000 "),
    "text-brackets": lambda random: broken_inside(random, "([{" * 700),
    "text-dotted": lambda random: broken_inside(random, " " + "1." * 900 + "1,1,1;" * 300),
    "text-nothing-characters": lambda random: broken_inside(random, "\uffff\ufffe\U0010ffff\ue000\ufdd0"),
    "text-joined-emoji": lambda random: broken_inside(random, "\U0001f468\u200d" * 200),
    "text-html-inside": _page,
    "text-same-line": lambda random: (article(random).split("\n")[0] + "\n").encode() * 300,
}

HTML: dict[str, Kind] = {
    "html-empty": lambda random: b"",
    "html-cut": lambda random: _page(random)[: random.randrange(20, 700)],
    "html-open-tags": lambda random: _page(random, body="<b><i><p" * 200),
    "html-nested": lambda random: _page(random, body="<div>" * 250 + "x" + "</div>" * 250),
    "html-false-charset": lambda random: _page(random, f'<meta charset="{random.choice(("utf-16", "koi8-r", "big5", "utf-7"))}">'),
    "html-no-such-charset": lambda random: _page(random, '<meta charset="x-không-có">'),
    "html-entities": lambda random: _page(random, body="<p>&#xD800; &#0; &#1114112; &#99999999999; &khong; &#x;</p>"),
    "html-attributes": lambda random: _page(random, body="<p a=\0 b='\"> <a href=javascript:x href=\x01 style=expression(1)>x</a>"),
    "html-open-script": lambda random: _page(random, "<script>while(1){<!--"),
    "html-open-comment": lambda random: _page(random, body="<!-- <!-- --!> <![CDATA[ ]] <?php"),
    "html-frames": lambda random: b"<html><frameset><frame src='a'><frame src='b'></frameset></html>",
    "html-broken-json-ld": lambda random: _page(
        random, '<script type="application/ld+json">{"@type": ["NewsArticle", {}], "datePublished": {</script>'
    ),
    "html-surrogate-json-ld": lambda random: _page(
        random, r'<script type="application/ld+json">{"@type":"NewsArticle","headline":"\ud800","author":{"name":"\udfff"}}</script>'
    ),
    "html-no-such-dates": lambda random: _page(
        random,
        _published(random.choice(("0000-00-00", "99999-12-31T99:99:99+99:99", "-1", "2020-02-30"))),
    ),
    "html-dates-at-the-edge": lambda random: _page(
        random,
        _published(random.choice(("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"))),
    ),
    "html-no-such-url": lambda random: _page(
        random,
        '<link rel="canonical" href="' + random.choice(("http://[::1", "//", "http://a:99999999/", "http://\ud800.vn/", "x:" * 900)) + '">',
    ),
    "html-long-title": lambda random: _page(random, f"<title>{'dài ' * 9_000}</title>"),
    "html-wide-table": lambda random: _page(random, body=f"<table><td colspan={10**12} rowspan=-5>{'<td>1' * 200}</table>"),
    "html-few-entities-in-dtd": lambda random: b'<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]>' + _page(random, body="<p>&c;</p>"),
    "html-is-a-picture": lambda random: b"\x89PNG\r\n\x1a\n" + random.randbytes(2_000),
    "html-utf16": lambda random: _page(random).decode("utf-8", "replace").encode("utf-16-le"),
    "html-svg-and-math": lambda random: _page(random, body="<svg><math><mi><table><foreignObject><title><p>x"),
    "html-hidden": lambda random: _page(random, "<style>*{display:none}</style>", "<div hidden><noscript><template><p>x"),
}

JSON_LINES: dict[str, Kind] = {
    "json-surrogate-url": lambda random: _line(random, url="https://b.vn/\ud800"),
    "json-surrogates": lambda random: _line(random, title="\udfff", date="\udc00", author="\ud800", text=article(random) + "\ud83d"),
    "json-raw-surrogates": lambda random: b'{"url": "https://b.vn/\xed\xa0\x80", "text": "' + b"x" * 20 + b'\xed\xb0\x80"}',
    "json-none": lambda random: random.randbytes(500),
    "json-deep": lambda random: b'{"text": ' + b"[" * 3_000 + b"]" * 3_000 + b"}\n" + _line(random),
    "json-long-number": lambda random: b'{"date": ' + b"9" * 5_000 + b"}\n" + _line(random),
    "json-no-numbers": lambda random: b'{"date": NaN, "text": Infinity, "url": -1e999}\n' + _line(random),
    "json-twice-a-key": lambda random: b'{"text": "a", "text": "b", "url": 1, "url": null}\n' + _line(random),
    "json-utf16": lambda random: _line(random).decode().encode("utf-16"),
    "json-wrong-types": lambda random: _line(random, url={"a": 1}, title=[1], date={"$date": 1}, html=True),
    "json-large-dates": lambda random: _line(random, date=random.choice((1e308, -1e308, 10**18, -(10**18), 253402300800, 0))),
    "json-odd-urls": lambda random: _line(
        random, url=random.choice(("http://[::1", "javascript:x", "\x1b[31m", "//", "x" * 9_000, "http://a:b@c:d/"))
    ),
    "json-long-line": lambda random: b'{"text": "' + b"x" * 300_000 + b'"}\n' + _line(random),
    "json-odd-line-ends": lambda random: b"\xef\xbb\xbf" + _line(random).replace(b"\n", b"\r\n\r\n\r\n"),
    "json-no-objects": lambda random: b'1\n"a"\nnull\n[]\n{}\n[{"text": "x"}]\ntrue',
    "json-html": lambda random: _line(random, html="<p>" + "\ud800" + article(random) + "<!--"),
}
