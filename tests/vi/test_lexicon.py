"""The strict loader of lexicons: what it takes, and what it says of a bad row."""

from __future__ import annotations

import unicodedata
from importlib import resources
from pathlib import Path

import pytest

from tasks.vi.text.lexicon import LexiconError, parse_lexicon, read_lexicon, sort_lexicon

COLUMNS = ("surface", "example")


def test_rows_are_mappings_in_the_order_of_the_file() -> None:
    rows = parse_lexicon("x.csv", 'surface,example\nhộ,"25 hộ, 3 xã"\nxã,3 xã\n', COLUMNS)
    assert [dict(row) for row in rows] == [{"surface": "hộ", "example": "25 hộ, 3 xã"}, {"surface": "xã", "example": "3 xã"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("surface\nhộ\n", "x.csv, line 1: columns are surface; expected surface,example"),
        ("surface,example\nhộ\n", "x.csv, line 2: 1 cells; expected 2"),
        ("surface,example\nhộ,a,b\n", "x.csv, line 2: 3 cells; expected 2"),
        ("surface,example\n,3 hộ\n", "x.csv, line 2: column surface is blank"),
        ("surface,example\nhộ ,3 hộ\n", "x.csv, line 2: column surface has spaces at its ends"),
        ("surface,example\nxã,a\nhộ,a\n", "x.csv, line 3: out of order; 'hộ' belongs before 'xã'"),
        ("surface,example\nhộ,a\nhộ,a\n", "x.csv, line 3: the same row twice"),
        ("surface,example\n" + unicodedata.normalize("NFD", "hộ") + ",a\n", "x.csv, line 2: column surface is not NFC"),
        ('surface,example\nhộ,"a\n', "x.csv, line 2: unexpected end of data"),
    ],
)
def test_a_bad_row_is_named(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as error:
        parse_lexicon("x.csv", text, COLUMNS)
    assert str(error.value).startswith(message)


def test_a_missing_lexicon_is_named() -> None:
    with pytest.raises(LexiconError, match=r"seeds/lexicon/nothing\.csv: no such lexicon"):
        read_lexicon("nothing", COLUMNS)


def test_sorting_a_lexicon_changes_nothing_but_the_order_of_its_rows() -> None:
    folder = Path(str(resources.files("seeds"))) / "lexicon"
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.csv")}
    assert len(texts) > 10
    assert all(sort_lexicon(name, text) == text for name, text in texts.items())
    header, *lines = texts["status.csv"].splitlines(keepends=True)
    assert sort_lexicon("status.csv", header + "".join(reversed(lines))) == texts["status.csv"]


def test_what_is_no_csv_is_not_sorted() -> None:
    with pytest.raises(LexiconError, match=r"x\.csv, line 2: "):
        sort_lexicon("x.csv", 'surface,unit\n"xã,commune\n')
