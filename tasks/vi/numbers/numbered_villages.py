"""Numbers that end the name of a village or commune: `thôn Đoàn Kết 1`, `các bản Nậm Cang 1, Nậm Cang 2`, `xã Gia Tân 3`."""

from __future__ import annotations

import re
from functools import cache

from tasks.vi.gazetteer.place_names import known_names, place_key
from tasks.vi.numbers.context import CLOSERS, Site, is_counted

_VILLAGE = r"(?:khu phố|khu dân cư|tổ dân phố|thôn|bản|xóm|ấp|buôn|làng|bon|plei|khóm|khu|tdp|chi bộ)(?: văn h(?:óa|oá))?"
_NAME = r"(?:[^\W\d_]+['’]?[^\W\d_]*[ -]){1,4}"
# The name straight after the nearest level word, or after a name with a number that it shares its first words with.
_LEVEL = re.compile(rf"(?<!\w){_VILLAGE}:? ")
_REST = re.compile(_NAME)
_LISTED = re.compile(rf"(?<!\w)({_NAME})\d{{1,2}}(?:, ?| và )\1$")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\s*([^\W_]+|[^\w\s])")
# Words of the longest official name that ends with a number, less the number.
_MOST_WORDS = 3
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def ends_village_name(before: str, after: str) -> bool:
    """Whether a numeral between these two pieces of a line ends the name of a village and counts nothing.

    >>> ends_village_name("Tại thôn Đoàn Kết ", " có 85 hộ"), ends_village_name("thôn Đoàn Kết ", " hộ nghèo")
    (True, False)
    >>> ends_village_name("3 bản: Nậm Cang 1, Nậm Cang ", "."), ends_village_name("thôn đã có ", ", xã")
    (True, False)
    """
    if not any(map(str.isupper, before[before.rfind(" ", 0, -1) + 1 :])):
        return False  # the last word of a name has a capital: told before any pattern is asked
    name = _name_before(before)
    if name is None or not all(word[:1].isupper() for word in name.split()):
        return False
    words = _WORD.findall(after[:40])
    if not words or not words[0][0].isalnum():
        return not words or words[0] not in "%/-–"
    if words[0][0].isupper() and not (len(words[0]) > 1 and words[0].isupper() and before.isupper()):  # no headline in capitals
        return True  # `Bí thư Chi bộ Dâu 2 Nguyễn Văn A`
    first, second = words[0].lower(), words[1].lower() if len(words) > 1 else ""
    return first in CLOSERS and not is_counted(first, f"{first} {second}") and not after[:1].isalnum()


def _name_before(before: str) -> str | None:
    """The name that stands right before the numeral."""
    for level in reversed([match.end() for match in _LEVEL.finditer(before.lower())]):
        if named := _REST.fullmatch(before, level):
            return named[0]
    listed = _LISTED.search(before) if _DIGIT.search(before) else None
    return listed[1] if listed else None


def judge_village(site: Site) -> tuple[str, str, int] | None:
    """The number of a village as a name; None where it may be a figure."""
    if len(site.token) > 2 or not site.token.isdigit() or site.prefix or not site.near[:-1].strip():
        return None
    if ends_village_name(site.near, site.after):
        return "name", "numbered_village", site.end
    return ("name", "numbered_commune", site.end) if _ends_official_name(site) else None


def _ends_official_name(site: Site) -> bool:
    """Whether the words before and the numeral are the name of a commune that exists: `Xã Gia Tân 3 đạt chuẩn`."""
    words = site.near.split()[-_MOST_WORDS:]
    if not words or not words[-1][:1].isupper() or site.next == "%":
        return False
    if site.counts() and not site.after.startswith(" lần thứ"):
        return False
    return any(is_numbered_commune(" ".join([*words[back:], site.token])) for back in range(len(words) - 1))


def is_numbered_commune(name: str) -> bool:
    """Whether a commune has this name with its number, which lists print as a Roman one as well.

    >>> is_numbered_commune("Gia Tân 3"), is_numbered_commune("Tam Xuân 2"), is_numbered_commune("Tam Xuân 7")
    (True, True, False)
    """
    return place_key(name) in _numbered_names()


@cache
def _numbered_names() -> frozenset[str]:
    """The names of `seeds/places` of two words and more that end with a number."""
    long = [name for name in known_names() if len(name.split()) > 2]
    roman = [(name, _ROMAN[last]) for name in long if (last := name.rsplit(" ", 1)[1]) in _ROMAN]
    return frozenset((*(name for name in long if name[-1].isdigit()), *(f"{name.rsplit(' ', 1)[0]} {digit}" for name, digit in roman)))
