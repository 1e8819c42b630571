"""The author's name that stands inside the text since the captions of the pictures are printed below it."""

from __future__ import annotations

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import is_name
from tasks.text.captions import shows_picture
from tasks.text.phrases import Mark
from tasks.vi.place_names import place_key, province_names

ABOVE_CAPTIONS = "above_captions"
"""The rule of such a name."""
_MOST_CAPTIONS = 6
_LONGEST_CAPTION = 45
_FEWEST_ABOVE = 2
"""Full sentences of a text above its author's name."""
_LONGEST_NAME = 4


def name_above_captions(lines: list[Line], marks: list[Mark | None], core: list[int]) -> int | None:
    """The position of a name below the text with nothing but captions under it.

    A wider gap than between paragraphs stands below the name, or each line below it says what is seen.
    """
    last = core[-1]
    for index in range(last - 1, max(core[0], last - 2 * _MOST_CAPTIONS), -1):
        line = lines[index]
        if line.shape is Shape.PROSE:
            continue
        below = [lines[position] for position in range(index + 1, last + 1) if marks[position] is None]
        if not _is_name(line, marks[index]) or lines[index - 1].shape is not Shape.PROSE:
            continue
        above = sum(position < index for position in core)
        if above < _FEWEST_ABOVE or not 0 < len(below) <= min(_MOST_CAPTIONS, above) or any(one.words > _LONGEST_CAPTION for one in below):
            return None
        gap, usual = below[0].number - line.end_number, line.number - lines[index - 1].end_number
        seen = all(one.text[-1] not in ".!?…" and shows_picture(one) for one in below)
        return index if gap > usual or seen else None
    return None


def _is_name(line: Line, mark: Mark | None) -> bool:
    if mark is not None or line.heading or not 1 < line.words <= _LONGEST_NAME or not is_name(line.text):
        return False
    return place_key(line.text) not in province_names()
