"""A mark is exactly its characters, whatever stands around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warehouse.site.marking import cut_text, find_mention

TEXT = "Tin xã A\nNăm 2025, Đảng bộ xã A kết nạp 34 đảng viên.\nĐảng bộ xã A có 214 đảng viên."


def number(start: int, end: int) -> dict[str, int]:
    return {"span_start": start, "span_end": end}


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """A text, spans of numbers that do not overlap, and any spans of mentions."""
    text = draw(st.text(alphabet="aă1 \n😀", min_size=1, max_size=60))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    numbers = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b and "\n" not in text[a:b]]
    mentions = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5))
    return text, numbers, [(min(pair), max(pair)) for pair in mentions]


@given(texts_with_spans())
def test_the_pieces_are_the_text_and_each_number_is_one_piece(case: tuple[str, list[tuple[int, int]], list[tuple[int, int]]]) -> None:
    text, numbers, mentions = case
    blocks = cut_text(text, [number(*span) for span in numbers], mentions)
    assert "\n".join("".join(piece.text for piece in block.pieces) for block in blocks) == text
    marked = {piece.start: piece.text for block in blocks for piece in block.pieces if piece.number}
    assert marked == {start: text[start:end] for start, end in numbers}


def test_a_mention_around_a_number_gives_way_to_it() -> None:
    start = TEXT.index("Năm 2025")
    year = TEXT.index("2025")
    blocks = cut_text(TEXT, [number(year, year + 4)], [(start, year + 4)])
    pieces = [(piece.text, piece.number is not None, piece.mention) for piece in blocks[1].pieces]
    assert pieces[:3] == [("Năm ", False, start), ("2025", True, None), (", Đảng bộ xã A kết nạp 34 đảng viên.", False, None)]


def test_only_the_first_line_that_is_the_title_is_a_headline() -> None:
    assert [block.is_title for block in cut_text(TEXT, [], title="Tin xã A")] == [True, False, False]
    assert [block.is_title for block in cut_text(TEXT, [], title="Tin khác")] == [False, False, False]


def test_a_holder_is_found_in_the_sentence_of_the_figure_first() -> None:
    last = TEXT.rindex("Đảng bộ")
    sentence = (last, len(TEXT))
    assert find_mention(TEXT, "Đảng bộ xã A", TEXT.index("214"), sentence) == (last, last + len("Đảng bộ xã A"))


def test_words_that_are_not_printed_are_not_found() -> None:
    assert find_mention(TEXT, "Huyện B", 5, (0, 8)) is None
    assert find_mention(TEXT, None, 5, (0, 8)) is None
    assert find_mention(TEXT, "(", 5, (0, 8)) is None
