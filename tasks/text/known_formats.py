"""Files that solieu does not read: what they are, by their name or their first bytes, and what to do with them."""

from __future__ import annotations

_BY_NAME: dict[tuple[str, ...], str] = {
    (".pdf",): "a PDF document; extract its text to .txt, or collect the article's page",
    (".doc", ".docx", ".odt", ".rtf", ".epub", ".ppt", ".pptx"): "a document of a word processor; export it to .html or .txt",
    (".csv", ".tsv", ".xls", ".xlsx", ".ods", ".parquet"): "a table; write one JSON object a line to .jsonl",
    (".json",): "JSON; write one object a line to .jsonl, with jq -c",
    (".md", ".markdown"): "Markdown; name it .txt, its marks are removed",
    (".7z", ".rar", ".bz2", ".xz", ".lz4", ".br", ".lzma"): "packed in a way that is not read; pack it as .zip, .tar, .gz or .zst",
    (".arc",): "ARC, the format before WARC; convert it to .warc.gz",
    (".har",): "HAR, what a browser loaded; save the page as .mhtml or .html",
    (".cdx", ".cdxj"): "an index of a web archive without its pages; collect the .warc.gz",
    (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp3", ".mp4", ".avi"): "a picture, sound or film; there is no text to read",
    (".css", ".js", ".ico", ".woff", ".woff2"): "a part of a page without its text",
}
_BY_EXTENSION = {extension: told for extensions, told in _BY_NAME.items() for extension in extensions}
_BY_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document; extract its text"),
    (b"PK\x03\x04", "a zip archive, or a document packed as one; name it .zip, or export its text"),
    (b"\x1f\x8b\x08", "packed with gzip; add .gz to its name"),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard; add .zst to its name"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; pack it as .zip"),
    (b"Rar!", "a RAR archive; pack it as .zip"),
    (b"BZh", "packed with bzip2; pack it as .gz or .zst"),
    (b"\xfd7zXZ", "packed with xz; pack it as .gz or .zst"),
    (b"\xd0\xcf\x11\xe0", "an old document of Microsoft Office; export it to .html or .txt"),
    (b"{\\rtf", "a document in RTF; export it to .html or .txt"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"WARC/", "a web archive; name it .warc"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file; write one JSON object a line to .jsonl"),
)
_READ = ".txt, .html, .mhtml, .xml (RSS, Atom), .jsonl, .warc, .wacz, .zip and .tar, also packed as .gz or .zst"


def say_unreadable_name(name: str) -> str:
    """What a file is whose name is none that solieu reads, and what to do.

    >>> say_unreadable_name("báo cáo.pdf")
    "báo cáo.pdf: a PDF document; extract its text to .txt, or collect the article's page"
    """
    stem = name.lower().removesuffix(".gz").removesuffix(".zst")
    told = _BY_EXTENSION.get("." + stem.rpartition(".")[2]) if "." in stem else None
    return f"{name}: {told or f'not a name that solieu reads; it reads {_READ}'}"


def say_binary(data: bytes) -> str | None:
    """What bytes are that are no text, by how they begin.

    >>> say_binary(b"%PDF-1.7"), say_binary(b"<p>")
    ('a PDF document; extract its text', None)
    """
    return next((told for magic, told in _BY_MAGIC if data.startswith(magic)), None)
