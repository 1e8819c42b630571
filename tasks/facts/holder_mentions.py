"""Which mentions of bodies and places may be whose a figure is."""

from __future__ import annotations

import re

from tasks.facts.reading import Reading
from tasks.facts.scenes import sets_scene
from tasks.vi.names import Organisation

_NAMED_SOURCE = re.compile(
    r"\btheo [^,.;:]{0,50}?(?:báo cáo|thống kê|số liệu|thông tin|tổng hợp|đánh giá|kết quả|điều tra|khảo sát|công bố|rà soát)"
    r"[^,.;:]{0,40}\b(?:của|từ)\s*$"
)
_REPORTER = re.compile(r"\btheo(?: (?:báo cáo|thống kê|số liệu|thông tin|tổng hợp|đánh giá)(?: sơ bộ)?(?: mới nhất)?(?: của| từ)?)?\s*$")
_CONGRESS_OF = re.compile(r"\b(?:đại hội|hội nghị)(?: đại biểu)?\s*$")
_FUNDS = frozenset({"quỹ", "ngân hàng"})
_OF_FUND = re.compile(r"\b(?:vận động|từ|nguồn|vốn|cho|vào|ủng hộ|xây dựng|lập|qua|bằng|vay|dự án|tiền|huy động)\s*$")
# A partner, whoever backed it and where one person belongs: `phối hợp với X`, `được sự đồng ý của X`, `, sinh hoạt tại X`.
_BESIDE_WORDS = (" hợp ", " với ", " cùng ", " của ", " tại ", " ở ")
_PARTNER = re.compile(
    r"\b(?:(?:phối|kết) hợp(?: chặt chẽ)?|đăng ký|liên kết|ký kết|(?:nhận )?ủy thác) (?:với|cùng|của|từ)\s*$|\bphối hợp\s*$"
    r"|\bsự [^,.;:\n]{2,30} của\s*$|[,(]\s*(?:hiện |đang )?sinh hoạt (?:đảng )?(?:tại|ở)\s*$"
)
# `xã dẫn đầu toàn tỉnh`, `cao nhất cả nước`: with whom it is compared.
_AHEAD = ("dẫn đầu ", "đứng đầu ", "nhất ", "nhất của ", "nhất trong ")
_NATIONAL = ("việt nam", "hồ chí minh")
# What a fund has got is of those who gave or gathered it: `Quỹ A được gần 84 triệu`.
_GOT = re.compile(r"[”\"]?\s+(?:được|đạt|với|trị giá)\b")
_OF_A_CONGRESS = re.compile(r"\s*,?\s*(?:lần thứ|khóa)\b")
# Whose words these are: `Bí thư Đảng ủy xã A cho biết: …`, `Chủ tịch UBND xã A chia sẻ: “…”`.
_SPEAKS = re.compile(r"[^.;:“\"\n]{0,50}\b(?:cho biết|cho hay|chia sẻ|thông tin|khẳng định|xác nhận|tâm sự|phấn khởi|trao đổi|kể|nói)\b")
# What a new unit was made of: `Xã A được thành lập trên cơ sở sáp nhập 4 xã của huyện B gồm C, D …`.
_MADE_OF = re.compile(r"\bđược (?:thành lập|hình thành|sáp nhập|hợp nhất)\b[^.;\n]{0,40}?\b(?:trên cơ sở|từ|bởi)\b[^.;\n]*")
_LIVES = re.compile(r"\b(?:ở|tại|ngụ|trú)\s+$")
_GIVES = re.compile(r"\s+(?:giao|đề ra|phân bổ|giao cho|giao đầu năm)\b")
_ITS_AIM = re.compile(r"\b(?:chỉ tiêu|kế hoạch|mục tiêu|nhiệm vụ|nghị quyết|dự toán|so với)(?: (?:do|của|mà|được|với|đại hội))*\s*$")
_ELECTED = re.compile(r"\bbầu(?: ra)?\s*$|\b(?:bầu|cử)\b[^,.;:\n]{0,25} (?:tham gia|vào)\s*$")
_IN_REGION = re.compile(r"\b(?:ở|tại|trên địa bàn) (?:khu vực|vùng)\s*$")
# `hộ nghèo ở thị trấn giảm 5%, ở nông thôn giảm 3%`: the towns are a slice.
_AREA = re.compile(r"\b(?:ở|tại|khu vực)\s+$")
_TITLE_OF_PLACES = re.compile(r"\s+(?:đạt chuẩn |đạt )?(?:văn hóa|văn minh|nông thôn mới|kiểu mẫu|tiên tiến)\b")
_CONTAINED = re.compile(r"\s*(?:,|-|–|\()\s*")
# From the smallest place to the largest.
LEVELS = {"village": 1, "commune": 2, "district": 3, "city": 4, "province": 5, "country": 6}
# `Đại hội Đảng bộ tỉnh A đề ra 31 chỉ tiêu`: what a congress decides is that of its body.
CONGRESS_ACTS = re.compile(r"(?:^|[.;:\n“\"]\s*)đại hội(?: đại biểu)?\s*$")
EACH = re.compile(r"\b(mỗi|từng)\s+$")
# Bodies that speak for themselves only, never for the sentences after them.
LOCAL_KINDS = frozenset({"school", "company", "institution"})


def find_holders(reading: Reading) -> list[Organisation]:
    """The mentions that may be whose figure it is: not the office of a person, a giver, an item of a list, nor the larger
    place that only says where the one before it lies (`xã A, huyện B`)."""
    kept: list[Organisation] = []
    last_end, last_level, after_source = -1, "", False
    counted = {number.end for number in reading.numbers}
    made_of = [match.span() for match in _MADE_OF.finditer(reading.spelled)] if "nhập" in reading.spelled else []
    for one in reading.organisations:
        joined = 0 <= last_end <= one.start and _CONTAINED.fullmatch(reading.spelled[last_end : one.start]) is not None
        listed = one.level == "" and one.full is not None  # `chi bộ A, chi bộ B`: neither lies in the other
        container = joined and not listed and LEVELS.get(one.level, 9) >= LEVELS.get(last_level, 0)  # `tỉnh A, xã B` speaks of B
        container = container and not (one.role == "within" and _SPEAKS.match(reading.spelled, one.end))  # `bà C ở thôn D, xã A kể: …`
        container = container and not (after_source and one.has_verb)  # `theo điều tra của Sở A, huyện B có`
        after_source = _is_source(one, reading)
        last_end, last_level = one.end, one.level
        is_counted = one.start - 1 in counted  # `03 xã A, B, C`
        acts = one.role == "subject" and one.has_verb
        is_part = not acts and any(start <= one.start < end for start, end in made_of)
        if not (container or is_counted or after_source or is_part) and _is_told_of(one, reading) and not _only_beside(one, reading):
            kept.append(one)
    return kept


def _is_told_of(one: Organisation, reading: Reading) -> bool:
    """Whether it acts, is named or speaks: not an office, an item of a list, nor bodies of which there are many."""
    acts = one.role == "subject" and one.has_verb
    if one.role in ("title", "by", "list") and not _speaks(one, reading):
        return False
    if one.is_plural:
        several = EACH.search(reading.spelled, max(0, one.start - 8), one.start) or len(one.text) > len(one.head)
        return acts and bool(several)
    if one.kind == "region":
        in_it = _IN_REGION.search(reading.spelled, max(0, one.start - 16), one.start) is not None or sets_scene(reading, one.start)
        return acts or (one.role == "at" and in_it)  # `ở khu vực ĐBSCL`, not `phía bắc của Tây Nguyên`
    has_own_words = one.kind in LOCAL_KINDS and len(one.text.split()) > len(one.head.split()) + 1  # `Bệnh viện Phục hồi chức năng tỉnh`
    nameless = one.is_short and one.full is None and not has_own_words
    if nameless and one.text.lower() == "hội" and not reading.spelled.endswith("cấp ", 0, one.start):
        return False  # `Hội đã`, and no association told of
    is_area = nameless and one.text == "thị trấn" and _AREA.search(reading.spelled, max(0, one.start - 12), one.start)
    if is_area or (nameless and (one.kind in LOCAL_KINDS or _is_of_a_title(one, reading))):
        return False
    whole = one.text.lower().startswith("toàn ")
    return acts or whole or not nameless or (one.kind == "place" and one.role in ("subject", "at", "of"))


def _is_of_a_title(one: Organisation, reading: Reading) -> bool:
    """Whether the level of a place begins the name of a title that places win: `5/5 ấp đạt chuẩn “Ấp văn hóa”`."""
    if one.kind != "place" or not one.text[0].isupper():
        return False
    return reading.text[one.start - 1 : one.start] in ("“", '"') or _TITLE_OF_PLACES.match(reading.spelled, one.end) is not None


def _speaks(one: Organisation, reading: Reading) -> bool:
    """Whether its head or officer is quoted: `Bí thư Đảng ủy xã A cho biết: …`; not a villager `ở xã A`."""
    return (
        one.role == "title"
        and _SPEAKS.match(reading.spelled, one.end) is not None
        and _LIVES.search(reading.spelled, max(0, one.start - 8), one.start) is None
    )


def _is_source(one: Organisation, reading: Reading) -> bool:
    start = reading.spelled.find("theo ", max(0, one.start - 110), one.start)
    return start >= 0 and _NAMED_SOURCE.search(reading.spelled, start, one.start) is not None


def is_feast(one: Organisation, reading: Reading) -> bool:
    """Whether only the birthday of a national body is told of: `kỷ niệm 93 năm Ngày thành lập Hội Nông dân Việt Nam`."""
    national = one.kind == "mass_organisation" and (one.name or "").lower().endswith(_NATIONAL)
    return national and reading.spelled.endswith("ngày thành lập ", 0, one.start)


def _only_beside(one: Organisation, reading: Reading) -> bool:
    """Whether it gives the aim, reports, is elected, holds the congress or keeps the money, while another holds the figure."""
    spelled = reading.spelled
    before = spelled[max(0, one.start - 40) : one.start]
    reports = "theo" in before and _REPORTER.search(before)
    if reports or _ELECTED.search(before) or (before.endswith(_BESIDE_WORDS) and _PARTNER.search(before)):
        return True
    if is_feast(one, reading) or (before.endswith(_AHEAD) and one.text.lower().startswith(("toàn ", "cả ", "tỉnh", "huyện"))):
        return True
    if one.head in _FUNDS and (_OF_FUND.search(before) or (one.head == "quỹ" and _GOT.match(spelled, one.end))):
        return True
    if _GIVES.match(spelled, one.end) and _ITS_AIM.search(before):
        return True
    of_congress = ("hội" in before and _CONGRESS_OF.search(before)) or _OF_A_CONGRESS.match(spelled, one.end)
    return bool(of_congress) and CONGRESS_ACTS.search(before) is None
