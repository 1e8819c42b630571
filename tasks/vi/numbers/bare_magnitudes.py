"""Magnitudes of which one is meant, more or less: `hơn chục hộ`, `ngót trăm triệu`, `gần nghìn tấn`."""

from __future__ import annotations

import re
from typing import Protocol

from tasks.vi.numbers.measure_words import is_measure
from tasks.vi.numbers.noun_words import counts_at
from tasks.vi.numbers.spelled_values import SCALES, Spelled, read_spelled
from tasks.vi.text.word_set import word_set

BARE = frozenset({"chục", "trăm", *SCALES})
_HEDGES = word_set("hơn gần ngót chừng khoảng xấp độ cỡ")
# `triệu phú` is a man of wealth
_NO_COUNT_AFTER = word_set("năm tháng ngày tuần giờ phút tuổi phần lần phú")
# Words whose second half is no hedge: `tốc độ triệu sản phẩm`, `chế độ trăm đồng`, `kích cỡ trăm mét`.
_HALVES = re.compile(r"(?:tốc|chế|mật|mức|trình|cường|nhiệt|tiến|thái|cấp|góc|trắc|ấn) độ\s$|kích cỡ\s$")
_LONGEST_HALF = 12
_TEN, _MILLION = 10.0, 1e6


class _Words(Protocol):
    """Number words side by side, in lower case: where each ends, and the word behind them."""

    @property
    def tokens(self) -> list[str]: ...

    @property
    def ends(self) -> list[int]: ...

    @property
    def after(self) -> str: ...


def read_bare(text: str, words: _Words, before: str, start: int) -> Spelled | None:
    """What number words are worth that begin with a magnitude behind a hedge and count something or tell a sum.

    They begin at `start`, and `before` is the word there, in lower case.
    None behind any other word (`hàng chục hộ`), and before a time (`hơn chục năm`).
    """
    if before not in _HEDGES or words.after in _NO_COUNT_AFTER:
        return None
    if _HALVES.search(text[max(0, start - _LONGEST_HALF) : start].lower()):
        return None
    read = read_spelled(["một", *words.tokens], words.after)
    if read is None or read.word_count != len(words.tokens) + 1:
        return None
    stop = words.ends[-1]
    if read.magnitude < _MILLION and not counts_at(text, stop) and not is_measure(text, stop):
        return None
    return read._replace(magnitude=max(read.magnitude, _TEN))
