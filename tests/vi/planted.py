"""Figures in every printed form, and sentences with figures planted at known places: an oracle for spans and values."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from tasks.vi.text.spans import Span


@dataclass(frozen=True)
class Planted:
    """A figure as printed and what must be read from it.

    `unit` is what must follow it, glued or after a blank; `before` is what must stand right before it.
    """

    printed: str
    value: float
    unit: str
    value_high: float | None = None
    denominator: float | None = None
    before: str = ""
    sign: int = 0
    is_about: bool = False


def group(number: int, mark: str = ".") -> str:
    """`1234567` as `1.234.567`."""
    return f"{number:,}".replace(",", mark)


_MAGNITUDES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "nghìn tỷ": 1e12, "trăm triệu": 1e8}
_COUNTED = ("đảng viên", "hộ", "người", "chi bộ", "học sinh", "trường hợp", "xã")
_NOUNS = st.sampled_from(_COUNTED)
_MEASURED = ("ha", "tấn", "km", "m2", "kg")


def counts() -> st.SearchStrategy[Planted]:
    """`74 đảng viên`, `02 chi bộ`, `2.804 hộ`, `4055 người`, `164hộ`."""
    plain = st.integers(1, 999).map(lambda n: (str(n), n))
    padded = st.integers(1, 9).map(lambda n: (f"0{n}", n))
    grouped = st.integers(1000, 99_999_999).map(lambda n: (group(n), n))
    bare = st.integers(3000, 9999).map(lambda n: (str(n), n))
    comma = st.integers(1000, 999_999).map(lambda n: (group(n, ","), n))
    return st.builds(
        lambda number, noun: Planted(number[0], float(number[1]), f" {noun}"),
        st.one_of(plain, padded, grouped, bare, comma),
        st.sampled_from(_COUNTED),
    )


def decimals() -> st.SearchStrategy[Planted]:
    """`1038,5 ha`, `2.715,4 tấn`, `15.4 km`."""

    def build(whole: int, tenths: int, mark: str, unit: str) -> Planted:
        printed = f"{group(whole)},{tenths}" if mark == "," else f"{whole}.{tenths}"
        return Planted(printed, float(f"{whole}.{tenths}"), f" {unit}")

    return st.builds(build, st.integers(1, 9999), st.integers(1, 99), st.sampled_from(",."), st.sampled_from(_MEASURED))


def percents() -> st.SearchStrategy[Planted]:
    """`67,17%`, `67.17%`, `45 %`, `100%`, `12 phần trăm`."""

    def build(whole: int, cents: int, mark: str, sign: str) -> Planted:
        number = f"{whole}{mark}{cents:02d}" if cents else str(whole)
        return Planted(f"{number}{sign}", float(f"{whole}.{cents:02d}"), " so với cùng kỳ")

    return st.builds(build, st.integers(0, 300), st.integers(0, 99), st.sampled_from(",."), st.sampled_from(("%", " %", " phần trăm")))


def amounts() -> st.SearchStrategy[Planted]:
    """`7 tỷ đồng`, `1,2 triệu đồng`, `15.000 tỷ đồng`, `581triệu đồng`."""

    def build(whole: int, tenths: int, magnitude: str, gap: str) -> Planted:
        number = f"{group(whole)},{tenths}" if tenths else group(whole)
        value = round(float(f"{whole}.{tenths}") * _MAGNITUDES[magnitude], 6)
        return Planted(f"{number}{gap}{magnitude}", value, " đồng")

    return st.builds(build, st.integers(1, 99_999), st.integers(0, 9), st.sampled_from(sorted(_MAGNITUDES)), st.sampled_from((" ", "")))


def chains() -> st.SearchStrategy[Planted]:
    """`1 tỷ 618 triệu đồng`, `2 triệu 300 nghìn đồng`."""

    def build(high: int, low: int, pair: tuple[str, str]) -> Planted:
        value = high * _MAGNITUDES[pair[0]] + low * _MAGNITUDES[pair[1]]
        return Planted(f"{high} {pair[0]} {low} {pair[1]}", value, " đồng")

    return st.builds(build, st.integers(1, 999), st.integers(1, 999), st.sampled_from((("tỷ", "triệu"), ("triệu", "nghìn"))))


def ratios() -> st.SearchStrategy[Planted]:
    """`311/463 đoàn viên`, `20/70 xã`, `12 / 19 tiêu chí`, `50 trong tổng số 88 thôn`."""

    def build(numerator: int, more: int, link: str, noun: str) -> Planted:
        whole = numerator + more
        return Planted(f"{numerator}{link}{whole}", float(numerator), f" {noun}", denominator=float(whole))

    links = st.sampled_from(("/", " / ", " trong tổng số ", " trên tổng số "))
    return st.builds(build, st.integers(1, 900), st.integers(13, 90), links, st.sampled_from(("đảng viên", "hộ", "xã", "chỉ tiêu")))


def ranges() -> st.SearchStrategy[Planted]:
    """`1 - 2 hộ`, `30-35 người`, `15,5-16,3%`, `5 đến 7 triệu đồng`."""

    def build(low: int, more: int, link: str, tail: tuple[str, str, float]) -> Planted:
        high = low + more
        return Planted(f"{low}{link}{high}{tail[0]}", low * tail[2], tail[1], value_high=high * tail[2])

    tails = st.sampled_from((("", " hộ", 1.0), ("", " người", 1.0), ("%", "", 1.0), (" triệu", " đồng", 1e6), (" tỷ", " đồng", 1e9)))
    return st.builds(build, st.integers(1, 500), st.integers(1, 400), st.sampled_from((" - ", "-", "–", " đến ")), tails)


def foreign_amounts() -> st.SearchStrategy[Planted]:
    """`US$ 1,3 tỷ`, `USD 3,5 triệu`, `€ 300.000`, `₫45.000.000`, `250tr USD`, `12k đồng`."""

    def build(whole: int, tenths: int, code: tuple[str, str], magnitude: str) -> Planted:
        number = f"{group(whole)},{tenths}" if tenths and magnitude else group(whole)
        value = round(float(f"{whole}.{tenths if magnitude else 0}") * _MAGNITUDES.get(magnitude, 1.0), 6)
        return Planted(f"{number} {magnitude}".rstrip(), value, " cho dự án", before=f"{code[0]}{code[1]}")

    codes = st.tuples(st.sampled_from(("US$", "$", "USD", "EUR", "VND", "VNĐ", "€", "£", "¥", "₫")), st.sampled_from(("", " ")))
    before = st.builds(build, st.integers(1, 99_999), st.integers(0, 9), codes, st.sampled_from(("", "nghìn", "triệu", "tỷ")))
    short = st.builds(
        lambda number, form, unit: Planted(f"{number}{form[0]}", number * form[1], unit),
        st.integers(10, 999),
        st.sampled_from((("tr", 1e6), ("k", 1e3))),
        st.sampled_from((" USD", " đồng", " mỗi ngày", "")),
    )
    return st.one_of(before, short)


def steps() -> st.SearchStrategy[Planted]:
    """`1 nghìn 230 tỷ`, `2 nghìn 500 hộ`, `1 tỷ 2`, `1tr2`, `3 tỷ 250`, `5 vạn 2`, `2 triệu rưỡi`, `4 tá`."""
    digit, hundreds = st.integers(1, 9), st.integers(100, 999)
    multiplied = st.builds(
        lambda high, low, big: Planted(f"{high} nghìn {low} {big[0]}", (high * 1000 + low) * big[1], " đồng"),
        digit, hundreds, st.sampled_from((("tỷ", 1e9), ("triệu", 1e6))),
    )  # fmt: skip
    added = st.builds(lambda high, low, noun: Planted(f"{high} nghìn {low}", high * 1000.0 + low, f" {noun}"), digit, hundreds, _NOUNS)
    tails = st.builds(
        lambda high, low, big, unit: Planted(f"{high} {big[0]} {low}", high * big[1] + low * big[1] / 10, unit),
        digit, digit, st.sampled_from((("tỷ", 1e9), ("triệu", 1e6))), st.sampled_from((" đồng", " USD", "", "/con", " một lô")),
    )  # fmt: skip
    glued = st.builds(lambda high, low: Planted(f"{high}tr{low}", (high + low / 10) * 1e6, ""), digit, digit)
    thousands = st.builds(lambda high, low: Planted(f"{high} tỷ {low}", (high * 1000 + low) * 1e6, " đồng"), digit, hundreds)
    halves = st.builds(
        lambda high, big, half: Planted(f"{high} {big[0]} {half}", (high + 0.5) * big[1], " đồng"),
        digit, st.sampled_from((("tỷ", 1e9), ("triệu", 1e6), ("nghìn", 1e3), ("vạn", 1e4))), st.sampled_from(("rưỡi", "rưởi")),
    )  # fmt: skip
    dozens = st.builds(lambda number: Planted(f"{number} tá", number * 12.0, " bát sứ"), digit)
    return st.one_of(multiplied, added, tails, glued, thousands, halves, dozens)


def unit_halves() -> st.SearchStrategy[Planted]:
    """`2 tấn rưỡi`, `1 mét rưỡi`, `1m65`."""
    said = st.builds(
        lambda number, unit, half: Planted(f"{number} {unit} {half}", number + 0.5, " mỗi vụ"),
        st.integers(1, 99), st.sampled_from(("tấn", "mét", "ha", "km", "lít", "kg", "héc ta")), st.sampled_from(("rưỡi", "rưởi")),
    )  # fmt: skip
    tall = st.builds(lambda cents: Planted(f"1m{cents}", 1 + cents / 100, ""), st.integers(10, 99))
    return st.one_of(said, tall)


def unit_steps() -> st.SearchStrategy[Planted]:
    """`2 mẫu 3 sào ruộng`, `5 tấn 4 tạ`, `3 km 200 m`: a unit and so many of the next smaller one."""
    steps = (("mẫu", "sào", 10), ("mẫu", "công", 10), ("sào", "thước", 15), ("tấn", "tạ", 10), ("tạ", "yến", 10), ("tấn", "kg", 1000))

    def build(number: int, step: tuple[str, str, int], share: int) -> Planted:
        more = 1 + share % (step[2] - 1)
        return Planted(f"{number} {step[0]} {more} {step[1]}", round(number + more / step[2], 6), " mỗi vụ")

    return st.builds(build, st.integers(1, 99), st.sampled_from(steps), st.integers(0, 998))


def vulgar_fractions() -> st.SearchStrategy[Planted]:
    """`1½ tạ`, `2 ¾ ha`, `½ tấn`, `⅔ số hộ`."""
    signs = st.sampled_from((("½", 1, 2), ("¼", 1, 4), ("¾", 3, 4), ("⅓", 1, 3), ("⅔", 2, 3)))
    mixed = st.builds(
        lambda number, gap, sign, unit: Planted(f"{number}{gap}{sign[0]}", number + sign[1] / sign[2], f" {unit}"),
        st.integers(1, 99), st.sampled_from(("", " ")), signs, st.sampled_from(("tạ", "ha", "tấn")),
    )  # fmt: skip
    alone = st.builds(lambda sign, unit: Planted(sign[0], sign[1] / sign[2], f" {unit}"), signs, st.sampled_from(("tấn", "ha", "km")))
    shares = st.builds(lambda sign: Planted(sign[0], float(sign[1]), " số hộ", denominator=float(sign[2])), signs)
    return st.one_of(mixed, alone, shares)


def blanks() -> st.SearchStrategy[Planted]:
    """`1 234 hộ`, `12 345 678 đồng`, `5 678,9 ha`."""
    whole = st.builds(lambda number, noun: Planted(group(number, " "), float(number), f" {noun}"), st.integers(1000, 99_999_999), _NOUNS)
    cut = st.builds(
        lambda number, tenth, unit: Planted(f"{group(number, ' ')},{tenth}", number + tenth / 10, f" {unit}"),
        st.integers(1000, 99_999_999), st.integers(1, 9), st.sampled_from(("ha", "tấn", "km")),
    )  # fmt: skip
    return st.one_of(whole, cut)


def marked() -> st.SearchStrategy[Planted]:
    """`128¹ hộ`, `128(1) hộ`, `128* hộ`, `128[1] hộ`, `,76%`, `3 phẩy 5%`."""
    footnotes = st.builds(
        lambda number, mark, noun: Planted(str(number), float(number), f"{mark} {noun}"),
        st.integers(10, 999), st.sampled_from(("¹", "²", "(1)", "(12)", "*", "**", "(*)", "[1]", "[3]")), _NOUNS,
    )  # fmt: skip
    bare = st.builds(lambda cents: Planted(f",{cents}%", cents / 100, " so với cùng kỳ"), st.integers(10, 99))
    said = st.builds(
        lambda whole, tenth, mark: Planted(f"{whole} {mark} {tenth}%", float(f"{whole}.{tenth}"), ""),
        st.integers(0, 99), st.integers(1, 99), st.sampled_from(("phẩy", "chấm")),
    )  # fmt: skip
    return st.one_of(footnotes, bare, said)


def signed() -> st.SearchStrategy[Planted]:
    """`-3,2%`, `âm 2,5%`, `−2,5 độ C`, `âm 5 tỷ đồng`, `-2 đến 3 độ C`, `6.500 ± 50 người`."""
    sign = st.sampled_from(("-", "−", "âm "))
    whole, tenth = st.integers(1, 50), st.integers(1, 9)
    shares = st.builds(
        lambda mark, high, low: Planted(f"{high},{low}%", float(f"{high}.{low}"), "", before=mark, sign=-1), sign, whole, tenth
    )
    below = st.builds(
        lambda mark, high, low, unit: Planted(f"{mark}{high},{low}", -float(f"{high}.{low}"), unit, sign=-1),
        sign, whole, tenth, st.sampled_from((" độ C", "°C", " độ")),
    )  # fmt: skip
    owed = st.builds(lambda high: Planted(f"âm {high} tỷ", -high * 1e9, " đồng", sign=-1), whole)
    spans = st.builds(
        lambda mark, low, high: Planted(f"{mark}{low} đến {high}", -float(low), " độ C", float(high), sign=-1), sign, whole, whole
    )
    tolerances = st.builds(
        lambda number, more, mark: Planted(f"{group(number)} {mark} {more}", float(number), " người", is_about=True),
        st.integers(500, 99_999), st.integers(1, 99), st.sampled_from(("±", "+/-")),
    )  # fmt: skip
    return st.one_of(shares, below, owed, spans, tolerances)


def figures() -> st.SearchStrategy[Planted]:
    """Any figure."""
    plain = st.one_of(counts(), decimals(), percents(), amounts(), chains(), ratios(), ranges())
    return st.one_of(plain, foreign_amounts(), steps(), unit_halves(), unit_steps(), vulgar_fractions(), blanks(), marked(), signed())


# What may stand before and after a figure without changing it. Each holds no number of its own.
_BEFORE = ("xã có ", "toàn huyện đạt ", "trong đó còn ", "với hơn ", "hỗ trợ khoảng ", "tăng thêm ", "tổng số là ", "(chiếm ")
# A sign binds behind a word that states a level; a bracket or a change word would be read with it.
_BEFORE_SIGNS = ("toàn huyện đạt ", "mức thấp nhất là ", "tổng số là ")
_AFTER = (", ", "; ", " và ", ". Ngoài ra, ", "), ")


@dataclass(frozen=True)
class PlantedText:
    """A text and the figures planted in it."""

    text: str
    figures: tuple[tuple[Span, Planted], ...]


@st.composite
def planted_texts(draw: st.DrawFn) -> PlantedText:
    """A few clauses with one figure each."""
    text = "Đến nay, "
    placed: list[tuple[Span, Planted]] = []
    for figure in draw(st.lists(figures(), min_size=1, max_size=6)):
        text += draw(st.sampled_from(_BEFORE if not figure.before and figure.sign == 0 else _BEFORE_SIGNS)) + figure.before
        start = len(text)
        text += figure.printed
        placed.append((Span(start, len(text)), figure))
        text += figure.unit + draw(st.sampled_from(_AFTER))
    return PlantedText(text + "tiếp tục phấn đấu.", tuple(placed))
