"""Names of administrative units as words: one key for the ways in which a name is written, and the names that exist."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from seeds.overlay import kept_for, read_rows, read_seed_rows
from tasks.vi.text.fold import fold_text
from tasks.vi.text.spelling import one_spelling

_APOSTROPHE = re.compile(r"['’‘`]\s?")
_DASH = re.compile(r"\s*[-–]\s*")
# Đắk, Đăk, Đak, Đắc, Dak: the Ê Đê word for water, written in every way.
_DAK = re.compile(r"(?<![^\W\d_])[đd][ăắa][ck](?![^\W\d_])")
# Names of the highlands end in k or c and bear the tone or not, also where they are printed as one word: Krông Pắc, Păk; Đắclắc.
_FINAL_K = re.compile(r"[ăắ][ck](?!h)")
_ZERO = re.compile(r"(?<!\d)0+(?=\d)")
_I_FOR_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_Y_FOR_I = {"i": "iy", "ì": "ìỳ", "í": "íý", "ỉ": "ỉỷ", "ĩ": "ĩỹ", "ị": "ịỵ"}


@lru_cache(maxsize=1 << 16)
def place_key(name: str) -> str:
    """One key for the spellings of one name; tones stay, for names that differ only in tone are different places.

    >>> place_key("Đắk R’Lấp") == place_key("Đăk R'lấp"), place_key("Hoà Bình") == place_key("Hòa Bình")
    (True, True)
    >>> place_key("Thừa Thiên - Huế"), place_key("01"), place_key("Tân Hóa") == place_key("Tân Hòa")
    ('thừa thiên huế', '1', False)
    >>> place_key("Krông Pắc") == place_key("Krông Păk"), place_key("Đắc Lắc") == place_key("Đắk Lắk")
    (True, True)
    """
    low = one_spelling(name)
    low = _DASH.sub(" ", _APOSTROPHE.sub("", low))
    return _ZERO.sub("", " ".join(_FINAL_K.sub("ăk", _DAK.sub("đăk", low)).split())).translate(_I_FOR_Y)


@lru_cache(maxsize=1 << 16)
def unmarked_name(name: str) -> str:
    """The name folded; kept, for the same few names come back in every article.

    >>> unmarked_name("Đảng bỗ")
    'dang bo'
    """
    return fold_text(name)


@lru_cache(maxsize=1 << 12)
def first_forms(key: str) -> frozenset[str]:
    """How the first word of a name may be printed in lower case whose key this is.

    >>> sorted(first_forms("kì sơn")), len(first_forms("đăk lăk")), "ia" in first_forms("ia grai")
    (['kì', 'kỳ'], 12, True)
    >>> sorted(first_forms("băk ninh"))
    ['băc', 'băk', 'bắc', 'bắk']
    """
    word = key.partition(" ")[0]
    if word == "đăk":
        return frozenset(map("".join, product("đd", "ăắa", "ck")))
    if word.endswith("ăk"):
        return frozenset(word[:-2] + "".join(last) for last in product("ăắ", "ck"))
    return frozenset(map("".join, product(*(_Y_FOR_I.get(char, char) for char in word))))


@cache
@kept_for("aliases")
def known_names() -> frozenset[str]:
    """Keys of all names of `seeds/places`, numbers aside, and of the country."""
    _, places = read_seed_rows("places", "places")
    printed = ["Việt Nam", *(row.cells[3] for row in places), *(surface for surface, _, _ in other_names())]
    return frozenset(name for name in map(place_key, printed) if not name.isdigit())


def other_names() -> list[tuple[str, str, str]]:
    """The other names of places, those of the overlay too: the name, the code of the unit, and the era of the code."""
    _, rows = read_rows("aliases")
    return [(surface, code, era) for surface, code, era in (row.cells for row in rows)]


@lru_cache(maxsize=1 << 16)
def joined_key(name: str) -> str:
    """The key without blanks: names of the highlands are printed in one word or in several (`A Vương`, `Avương`; `Al Bá`, `AlBá`).

    >>> joined_key("AlBá") == joined_key("AL Bá")
    True
    """
    return place_key(name).replace(" ", "")


@cache
@kept_for("aliases")
def province_names() -> frozenset[str]:
    """Keys of the names of provinces, before and since July 2025, and of their other spellings."""
    _, places = read_seed_rows("places", "places")
    named = {(code, era): name for code, era, level, name, *_ in (row.cells for row in places) if level == "province"}
    printed = [*named.values(), *(surface for surface, code, era in other_names() if (code, era) in named)]
    return frozenset(map(place_key, printed))


@cache
def glued_province_names() -> frozenset[str]:
    """The names of provinces of several words in one: `Đăklăk`, `Kontum`, `Gialai`, as `joined_key` gives them."""
    return frozenset(key.replace(" ", "") for key in province_names() if " " in key)


@cache
@kept_for("aliases")
def glued_province_forms() -> frozenset[str]:
    """How such a word may be printed in lower case."""
    keys = [key for key in province_names() if " " in key]
    return frozenset("".join(words) for key in keys for words in product(*map(first_forms, key.split())))


@cache
def country_names() -> frozenset[str]:
    """Keys of the names of countries as the Vietnamese press prints them, `seeds/places/countries.csv`."""
    _, rows = read_seed_rows("countries", "places")
    return frozenset(place_key(name) for _, name in (row.cells for row in rows))
