"""Whether a text is Vietnamese that can be read: by its letters and by the shape of its syllables."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.vi.text.fold import fold_text

# Letters that, among the languages of the web, only Vietnamese uses.
VIETNAMESE_LETTER = re.compile("[ăđơưĂĐƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]")
_TELLING = "đươạảấếệộ"
_COMMON_LETTERS = "ăđơưĐạảấầậắặếềểệịọốồộớờợụủứừữự"
_WORD = re.compile(r"[^\W\d_]+")
# Onset, nucleus and coda of a folded syllable.
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    "(?:uyeu|uye|uya|ieu|yeu|oai|oay|oeo|uoi|uou|uay|uao|uya|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ya|ye|[aeiouy])"
    "(?:ng|nh|ch|[cmnpt])?"
)
# Words too common to be missing from Vietnamese written without marks.
_COMMON = frozenset(
    [
        "cua",
        "va",
        "cac",
        "la",
        "trong",
        "khong",
        "nguoi",
        "nhung",
        "duoc",
        "cho",
        "mot",
        "voi",
        "da",
        "nay",
        "tai",
        "den",
        "khi",
        "tu",
        "thi",
        "con",
        "cung",
        "nam",
    ]
)
_SAMPLE = 6_000


@lru_cache(maxsize=16_384)
def _is_syllable(folded: str) -> bool:
    return _SYLLABLE.fullmatch(folded) is not None


def syllable_share(text: str) -> float:
    """Share of the words that have the shape of a Vietnamese syllable.

    Units: share 0-1; 0 for a text without words.

    >>> syllable_share("Đảng bộ xã có 74 đảng viên"), syllable_share("Zm9vYmFy cXV4 d29ybGQ")
    (1.0, 0.0)
    """
    return share_of_syllables(fold_text(text[:_SAMPLE]))


def share_of_syllables(folded: str) -> float:
    """`syllable_share` of a text that is folded already.

    Units: share 0-1.
    """
    words = _WORD.findall(folded)
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def telling_letters(text: str) -> int:
    """How many of the commonest letters that only Vietnamese has a text holds; cheap.

    >>> telling_letters("Đảng bộ xã được")
    4
    """
    return sum(map(text.count, _TELLING))


def has_telling_letters(text: str, most: int) -> bool:
    """Whether a text holds more than so many of these letters; told by the first of them where there are many.

    >>> has_telling_letters("Đảng bộ xã được", 3), has_telling_letters("Đảng bộ xã được", 4)
    (True, False)
    """
    found = 0
    for letter in _TELLING:
        found += text.count(letter)
        if found > most:
            return True
    return False


def marked_share(text: str) -> float:
    """Letters that only Vietnamese has, per word.

    Units: letters per word; above .5 in any Vietnamese prose written with its marks.

    >>> marked_share("Đảng bộ xã") > 0.6, marked_share("The party cell")
    (True, 0.0)
    """
    sample = text[:_SAMPLE]
    words = sample.count(" ") + sample.count("\n") + 1
    return sum(map(sample.count, _COMMON_LETTERS)) / words


def common_share(text: str) -> float:
    """Share of the words that are among the commonest Vietnamese ones, marks aside.

    Units: share 0-1; about .2 in prose.
    """
    words = _WORD.findall(fold_text(text[:_SAMPLE]))
    return sum(map(_COMMON.__contains__, words)) / len(words) if words else 0.0
