"""Runs of capitalised words: where a name without a head begins and ends, and what stands before a person's name."""

from __future__ import annotations

from tasks.vi.entities.organisation_words import TextWords
from tasks.vi.text.word_set import word_set

PERSON_BEFORE = word_set("anh bà bài bác báo c chí chú chị cô cụ em hồ sĩ sỹ thầy tin viên ông đ ảnh")
FUNCTION_WORDS = word_set(
    """
    cho còn cùng của do dân giúp hiện khi nay ngoài người nhưng nhờ nếu qua riêng sau song theo toàn trong trên trước tuy
    tại từ và vì về với đây đó đưa được đến để ở
    """
)
_GAPS_IN_RUN = frozenset({" ", " - ", "-"})


def run_begin(words: TextWords, index: int, limit: int) -> int:
    """Where the run of capitalised words begins that holds a word, after word `limit`."""
    while index > limit and words.gap(index) in _GAPS_IN_RUN and words.is_capital(index - 1):
        index -= 1
    return index


def run_end(words: TextWords, index: int, limit: int) -> int:
    end = index + 1
    while end < len(words.starts) and words.starts[end] < limit and words.is_capital(end) and words.gap(end) in _GAPS_IN_RUN:
        end += 1
    return end
