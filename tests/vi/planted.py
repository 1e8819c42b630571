"""Figures in every printed form, and sentences with figures planted at known places: an oracle for spans and values."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from tasks.vi.spans import Span


@dataclass(frozen=True)
class Planted:
    """A figure as printed and what must be read from it. `unit` is what must follow it, glued or after a blank."""

    printed: str
    value: float
    unit: str
    value_high: float | None = None
    denominator: float | None = None


def group(number: int, mark: str = ".") -> str:
    """`1234567` as `1.234.567`."""
    return f"{number:,}".replace(",", mark)


_MAGNITUDES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "nghìn tỷ": 1e12, "trăm triệu": 1e8}
_COUNTED = ("đảng viên", "hộ", "người", "chi bộ", "học sinh", "trường hợp", "xã")
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


def figures() -> st.SearchStrategy[Planted]:
    """Any figure."""
    return st.one_of(counts(), decimals(), percents(), amounts(), chains(), ratios(), ranges())


# What may stand before and after a figure without changing it. Each holds no number of its own.
_BEFORE = ("xã có ", "toàn huyện đạt ", "trong đó còn ", "với hơn ", "hỗ trợ khoảng ", "tăng thêm ", "tổng số là ", "(chiếm ")
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
        text += draw(st.sampled_from(_BEFORE))
        start = len(text)
        text += figure.printed
        placed.append((Span(start, len(text)), figure))
        text += figure.unit + draw(st.sampled_from(_AFTER))
    return PlantedText(text + "tiếp tục phấn đấu.", tuple(placed))
