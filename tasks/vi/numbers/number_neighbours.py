"""Numbers that are told by what follows or surrounds them: ages, list markers, scores, bare years, glued letters."""

from __future__ import annotations

import re
from functools import cache

from tasks.vi.numbers.context import COUNTED, Site
from tasks.vi.numbers.day_words import is_day_word
from tasks.vi.numbers.durations import TIME, judge_time
from tasks.vi.numbers.measure_words import currency_before, is_measure
from tasks.vi.numbers.noun_words import is_noun
from tasks.vi.numbers.number_bases import ONE, judge_base, judge_one
from tasks.vi.numbers.number_heads import Judgement, has_open_head, head_kind, is_head, is_qualified
from tasks.vi.numbers.number_marks import footnote_digits
from tasks.vi.numbers.number_pairs import judge_pair
from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.word_set import on_one_line, word_set

# Ages and years of service told in a row: `tròn 70 - 75 – 80 tuổi`, `40, 30 năm tuổi Đảng`.
_AGES = on_one_line(r"(?:\s?[,–-]\s?\d{1,3}|\s(?:và|đến|hoặc|hay)(?: trên)?\s\d{1,3})+\s(?:năm )?tuổi(?!\w)( đảng)?", re.IGNORECASE)
# A rank of hotels and products: `4 sao`, `3-5 sao`.
_STARS = on_one_line(r"(?:(?:\s?[-–]\s?|\s(?:và|hoặc|đến)\s)\d)?\s?sao(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
# `575KM2`, `1M65`
_LENGTHS = frozenset({"M", "KM", "CM", "DM", "MM"})
_GLUED_UNITS = word_set(
    """
    m km cm mm dm ha kg g mg l ml h đ d k s w v a kw mw kwh mwh gb mb tb mhz ghz hz db mp mpa m² km² m³ usd vnd vnđ euro tr ph p x lít
    tấn tạ ppm mah hp cc cv inch
    """
)
# Capitals that make a name of the number (4G, 3D); V, W, A, L, M are units.
_CODE_LETTERS = word_set("G D S K X P R")
# `mua lại với giá 0 đồng`: a price; but `phiên chợ 0 đồng`.
_PRICED = word_set("giá là mức với còn")
# What may stand between two parts of one number without a blank.
_BETWEEN_DIGITS = word_set("x m tr triệu tỷ tỉ nghìn ngàn ha tấn tạ")
_GLUED_BEFORE = word_set(
    """
    gần hơn trên khoảng đạt có là tới đến còn với được và chiếm tăng giảm từ dưới cho gồm cả thu chi nộp
    """
)
_DAY_RANGE = on_one_line(
    r"(?:\sđến|\stới|\svà|\s?[-–]|,)\s(?:ngày\s|sáng\s|rạng\ssáng\s|chiều\s|tối\s|đêm\s)?\d{1,2}\s?[-/.]\s?\d{1,2}(?:[-/.]\d{2,4})?(?![\d%])"
)
_EPIDEMIC = re.compile(r"[Cc][Oo][Vv](?:[Ii][Dd])?\s?[-–]\s?$")
# A model with its dash printed loose: `máy bay Il -76`, `C -130 J`.
_MODEL = re.compile(r"(?<![\w-])[A-ZĐ][A-Za-z]{0,8} [-–]$")
# `Khu VIII – 3`
_ROMAN_PART = re.compile(r"(?<![\w-])[IVX]{1,5}\s?[-–]\s?$")
_NO_MODEL = word_set("tỷ tỉ triệu nghìn đồng độ ° º % usd")
# Numbers one calls for help, behind these words.
_CALLED = word_set("111 112 113 114 115")
_CALLS = word_set("gọi cứu báo")
_SHORT_CODES = word_set("1400 1402 1403 1405 1407 1408 1409 1800 1900")
# `người tham gia lễ hội chọi trâu Đồ Sơn 2017 kể`: a year that ends the name of an event.
_EVENT = re.compile(
    r"(?<!\w)(?i:lễ hội|festival|cúp|liên hoan|ngày hội|hội thi|cuộc thi|hội chợ|đại lễ|giải|hội nghị|kỳ thi|triển lãm|hội thao|diễn đàn)"
    r"(?: [^\W\d]+){0,6} [A-ZĐÂÊÔ][^\W\d]* $"
)
# `Giải việt dã 2019 diễn ra`: what an event does, after its year; not `trồng 2015 cây`.
_HAPPENS = word_set("diễn chính được do đã sẽ đang có là thu dành tổ tại ở với")
_NO_YEAR_AFTER = word_set("là có số tổng còn lên xuống thêm")
_PART_OF_YEAR = word_set("đầu giữa cuối")
_OF_QUARTER = re.compile(r"\(?[ivx]{1,3}\s?/")
_QUARTER_BEFORE = re.compile(r"(?<!\w)[Qq]u[ýí] [IV]{1,3} / $")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[^\W\d_a-zđ])")
# `“Đêm trăng 2”`: the last word of a title in quotation marks.
_QUOTED_NAME = re.compile(r"[“\"‘][A-ZĐÂĂÊÔƠƯÁÀẢÃẠ][^“”\"‘’\d]*\s$")
_QUOTES_CLOSE = ("”", '"', "’")
_NEAR_CELLS = 24
_MARKS = (".", ")", "]")
# `báo cáo[4]`, `của Mỹ [8,9]`, `Iran [1-3]`
_SQUARE_NOTE = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_MARKER = re.compile(r"[)\]]|[.)](?=\s)|\s?/\s|\s?[-–:]\s(?=[^\W\d])|\s?\|\s?(?=[^\W\d])|(?:\.\d{1,2})+\.?\s")


@cache
def _idioms() -> tuple[re.Pattern[str], frozenset[str]]:
    """What finds a set phrase, the longest first, and the numbers that set phrases begin with."""
    rows = read_lexicon("idioms", ("surface", "example", "expected", "source"))
    idioms = sorted((row["surface"] for row in rows), key=len, reverse=True)
    tokens = frozenset(match[0] for idiom in idioms if (match := re.match(r"\d+", idiom)))
    return re.compile(rf"(?:{'|'.join(map(re.escape, idioms))})(?!\w)", re.IGNORECASE), tokens


# `lúa 2 vụ`, `học 3 ca`, `liên kết 4 nhà`, `trạm biến áp 220 kV`: a kind of field, of teaching, of co-operation, of station.
TIMES_OF = {
    **dict.fromkeys(("lúa", "ruộng", "màu"), "vụ"), "học": "ca", "kết": "nhà", **dict.fromkeys(("áp", "trạm", "dây", "lưới", "điện"), "kv"),
}  # fmt: skip
# `gọi cả 2 lên trụ sở`: those who were told of; but `cả 3 đều tử vong`.
_OF_BOTH = word_set("thể ra về vào")
_BEFELL = re.compile(r"^[^.;,]{0,30}(?:tử vong|chết|thiệt mạng|bị thương|mất tích|nguy kịch)")
_ONE_OF = re.compile(r"\s+trong\s+(?:số\s+)?(?:\d|các|những)")
# The name of a movement in quotation marks: `phong trào “5 xung kích xây dựng và bảo vệ Tổ quốc”`.
_NAMED = re.compile(
    r"(?:phong trào|cuộc vận động|chương trình|mô hình|khẩu hiệu|danh hiệu|phương châm|chủ đề|phong trào thi đua)\s[“\"‘']$", re.IGNORECASE
)
_IN_QUOTES = re.compile(r"[^“”\"\n]{1,90}[”\"’']")
_QUOTED_SLOGAN = re.compile(r"(?:\d+ [^\W\d]+(?: [^\W\d]+)?,? ?){1,4}[\"”’']")


def judge_idiom(site: Site) -> Judgement | None:
    """Set phrases and slogans: `4 tại chỗ`, `“3 sẵn sàng”`, `là 1 trong 5 xã`; but `thôn 3 không còn hộ nghèo`."""
    if TIMES_OF.get(site.last) == site.next:
        return "name", "times_of", site.end
    goes_on = site.next in _OF_BOTH or (site.closes() and not site.next_is_capital and site.after[:1] != "/")
    if site.last == "cả" and len(site.token) == 1 and goes_on and not _BEFELL.search(site.after) and not is_noun(site.text, site.end + 1):
        return "idiom", "both", site.end
    phrase, tokens = _idioms()
    idiom = phrase.match(site.text, site.start) if site.token in tokens else None
    if idiom and not has_open_head(site) and not (idiom[0].startswith("0 ") and site.last in _PRICED):
        return "idiom", "idiom", idiom.end()
    if site.token in ("1", "01") and site.last == "là" and _ONE_OF.match(site.after):
        return "idiom", "one_of", site.end
    if site.prefix and site.prefix[-1] in "“\"‘'":
        if _QUOTED_SLOGAN.match(site.text, site.start):
            return "idiom", "quoted_slogan", site.end
        if _NAMED.search(site.near) and _IN_QUOTES.match(site.text, site.start):
            return "idiom", "quoted_name", site.end
    return None


def judge_neighbours(site: Site) -> Judgement | None:
    """What stands after and around the number; None when it may be a figure."""
    text, start, end = site.text, site.start, site.end
    prefix = site.prefix
    if prefix and prefix[-1].isalpha():
        return _judge_glued(site)
    if prefix in ("gmt+", "utc+", "[gmt+", "(gmt+"):
        return "clock", "time_zone", end
    if site.near.rstrip()[-1:] in ("-", "–"):
        if _EPIDEMIC.search(site.near):
            return "name", "epidemic", end
        if prefix in ("-", "–") and site.next not in _NO_MODEL and _MODEL.search(site.near):
            return "name", "hyphened", end
        if _ROMAN_PART.search(site.near) and site.closes():
            return "name", "hyphened", end
    if prefix and prefix[-1] in "-–" and len(prefix) > 1 and prefix[-2].isalpha():
        return ("name", "hyphened", end) if text[start - 2].isupper() or prefix.isascii() else None
    return _judge_marker(site) or _judge_after(site) or judge_pair(site) or _judge_year(site)


def _judge_glued(site: Site) -> Judgement | None:
    """Letters before the digits: `QL14`, `U23`, `CO2`; but `gần1 tỉ`, `m2`."""
    letters = _LETTERS.findall(site.prefix)[-1] if _LETTERS.search(site.prefix) else site.prefix
    if letters in _BETWEEN_DIGITS and site.text[site.start - 1] != "M" and site.prefix.removesuffix(letters)[-1:].isdigit():
        return None  # 30x40, 1tr2, 1m65
    if len(letters) == 3 and currency_before(site.text, site.start) >= 0:
        return None  # USD25.000
    if letters in _GLUED_BEFORE or (len(letters) > 2 and not letters.isascii() and site.counts()):
        return None
    inside = site.text[site.end : site.end + 1].isalpha() and not letters.isupper()
    if inside and site.text[site.start - 1].islower() and len(letters) > 1:
        return "residue", "inside_word", site.end
    if is_head(letters):
        return head_kind(letters), f"glued:{letters}", site.suffix_end
    return "name", "glued_name", site.suffix_end


def _judge_marker(site: Site) -> Judgement | None:
    """`1.`, `2)`, `[1]`, `(3)` at the head of a line or after a colon or stop."""
    text, start, end = site.text, site.start, site.end
    token = site.token
    if len(token) <= 2 and site.prefix[-1:] in "([" and site.prefix and footnote_digits(text, start, end):
        return "list_marker", "footnote", end
    if site.prefix.endswith("[") and (note := _SQUARE_NOTE.match(text, start)):
        return "list_marker", "footnote", note.end() - 1
    leads = site.at_line_start()
    if leads and "." in token and _SECTION.match(text, start):
        return "list_marker", "section", end
    if len(token) > 2 or not token.isdigit() or not (leads or text[end : end + 1] in _MARKS):
        return None
    if site.prefix and text.startswith(")", end) and _is_footnote(site):
        return "list_marker", "footnote", end
    mark = _MARKER.match(text, end)
    if leads or not text[max(0, start - 3) : start].strip("([ \n"):
        if mark or (leads and _is_counted_off(site)):
            return "list_marker", "line_marker", end
        if not site.after.strip() and not site.near.strip() and len(token) == 1 and not _in_column(text, start, end):
            return "residue", "bare_digit", end
    if mark and mark[0][0] in ")]" and (site.prefix == "[" or (site.prefix == "(" and _opens_item(site))):
        return "list_marker", "bracketed", end
    if mark and mark[0][0] in ".)" and site.left and site.left[-1][-1] in ".:;" and site.after[1:].lstrip(" “\"‘'")[:1].isupper():
        return "list_marker", "inline_marker", end
    return None


def _in_column(text: str, start: int, end: int) -> bool:
    """Whether the line right above or below holds a number alone as well: cells of a table."""
    above = text[max(0, text.rfind("\n", 0, max(0, start - 1))) : start].strip()
    below = text[end : end + _NEAR_CELLS].split("\n", 2)[1:2]
    return above.replace(".", "").isdigit() or (bool(below) and below[0].strip().replace(".", "").isdigit())


def _is_counted_off(site: Site) -> bool:
    """Whether the lines are counted without a mark: `1 Vụ án …` above `2 Vụ án …`."""
    if not site.next_is_capital or not site.after.startswith(" "):
        return False
    number = int(site.token)
    heads = (f"\n{other} {site.after[1]}" for other in (number - 1, number + 1))
    return any(head in site.text or site.text.startswith(head[1:]) for head in heads)


def _is_footnote(site: Site) -> bool:
    """`thành phố(1)`, `vv..(2)`: glued to the text, and the one before it as well."""
    text, start = site.text, site.start
    if text[start - 1] != "(" or text[start - 2 : start - 1].isspace() or site.token[0] == "0":
        return False
    if site.token == "1":  # noqa: S105 - a token of a text
        return True
    before = text.rfind(f"({int(site.token) - 1})", 0, start)
    return before > 0 and not text[before - 1].isspace()


def _opens_item(site: Site) -> bool:
    """`gồm: (1) … ; (2) …`; not `Bến Tre (72), Điện Biên (4)`."""
    return bool(site.left) and (site.left[-1][-1] in ".:;" or site.left[-1] == "và") and site.after[1:2] == " "


def _judge_after(site: Site) -> Judgement | None:
    """Time words and letters that follow."""
    text, end = site.text, site.end
    if (time := TIME.match(text, end)) is not None:
        return judge_time(site, time)
    if len(site.token) <= 3 and (site.next in (",", "-", "–", "và")) and (ages := _AGES.match(text, end)):
        return ("name", "badge", end) if ages[1] else ("person_age", "years_old", end)
    if len(site.token) == 1 and site.next in ("sao", "-", "–", "và", "hoặc", "đến") and (stars := _STARS.match(text, end)):
        return "ordinal", "stars", max(end, stars.end() - len(" sao"))
    if site.next == "ts" and len(site.token) >= 4:
        return "code", "vessel", end
    if site.next in ("rạng", "tết") and len(site.token) <= 2 and (is_day_word(site, soft=False) or site.after.startswith(" Tết")):
        return "date", "day", end
    if is_day_word(site, soft=True) and len(site.token) <= 2 and (days := _DAY_RANGE.match(text, end)):
        return "date", "day_range", days.end() if days[0].lstrip()[0] in "-–" else end  # `từ 1 - 4.8`
    if site.prefix and site.prefix[-1] == "%" and len(site.prefix) > 1 and site.prefix[-2].isalpha():
        return "residue", "percent_escape", end
    letters = _LETTERS.match(text, end)
    if letters and letters[0].isupper() and letters[0] not in _LENGTHS and text[letters.end() : letters.end() + 1].isdigit():
        return "name", "glued_letter", letters.end()  # `lớp 10A8`
    if letters and letters[0] in _CODE_LETTERS:
        return "name", "glued_letter", letters.end()
    if letters and letters[0].lower() not in _GLUED_UNITS and letters[0].lower() not in COUNTED:
        word = letters[0]
        if word.isascii() and (word.isupper() or len(word) == 1) and len(word) <= 3:
            return "name", "glued_letter", letters.end()
        if site.prefix and site.prefix[-1].islower():
            return "residue", "inside_word", end
    if site.last in ("mỗi", "cứ", "trên", "cho") or site.prefix.endswith("/"):
        return judge_base(site)
    if site.token in ONE and (base := judge_one(site)):
        return base
    if site.after[:1] in _QUOTES_CLOSE and _QUOTED_NAME.search(site.near):
        return "name", "quoted_name", end
    return None


def _judge_year(site: Site) -> Judgement | None:
    """A year without its word: `Xuân 2021`, `(2016)`, `Quỹ trung ương 2018 chưa`."""
    token = site.token
    if token in _SHORT_CODES and site.closes() and not is_qualified(site) and not site.prefix:
        return "contact", "short_code", site.end
    is_group = site.text[max(0, site.start - 2) : max(0, site.start - 1)].isdigit()  # `1 050 hộ`
    if len(token) > len("01") and token[0] == "0" and token.isdigit() and not site.prefix and not is_group:
        return "code", "leading_zero", site.end  # `con số 0845`
    if token in _CALLED and site.last in _CALLS and site.closes():
        return "contact", "short_code", site.end
    if len(token) != 4 or not token.isdigit() or not 1900 <= int(token) <= 2099:
        return None
    if site.last in _PART_OF_YEAR and not site.counts() and not is_measure(site.text, site.end):
        return "date", "bare_year", site.end  # `cuối 2019 quỹ dự phòng sẽ hết`
    if _OF_QUARTER.fullmatch(site.prefix) or _QUARTER_BEFORE.search(site.near):
        return "date", "bare_year", site.end  # `quý IV/2022 đơn hàng giảm`
    if is_qualified(site) and site.last not in ("tới", "với") and not (site.closes() and site.next in ("", ".", ",")):
        return None
    if site.counts() and site.next not in ("xã", "huyện", "tỉnh", "phường", "thành", "đạt"):
        return None
    if site.near[-2:-1].isalpha() and not site.prefix and site.last not in _NO_YEAR_AFTER and site.next in _HAPPENS:
        return "date", "bare_year", site.end  # `Lễ hội trái cây Nam bộ 2018 diễn ra`
    if is_measure(site.text, site.end):
        return None  # `từ 1-2000 USD`
    if not site.prefix and site.next.isalpha() and _EVENT.search(site.near) and not is_noun(site.text, site.end + 1):
        return "date", "bare_year", site.end
    opens = site.last in ("đến", "năm") and site.next in ("tỷ", "tỉ")  # `đến 2030 tỷ lệ`: no magnitude, or it would count
    return ("date", "bare_year", site.end) if opens or site.closes() or site.prefix == "(" else None
