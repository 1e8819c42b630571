"""What a label file may hold: the codes of the labelling contract, and a plain reading of the numbers in an anchor."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a text as a set of codes."""
    return frozenset(text.split())


INDICATORS = words("""
    party_members party_members_admitted party_members_disciplined party_members_expelled party_members_official
    party_badges_awarded admission_rate admission_candidates_introduced admission_candidates_trained admission_training_classes
    party_cells party_cells_established party_cells_dissolved party_cells_split party_cells_merged party_cells_transferred
    party_committees party_committees_established party_organisations party_organisations_dissolved
    party_organisations_disciplined party_organisations_inspected party_members_inspected party_organisations_rated_good
    party_organisations_rated_excellent party_members_rated_good party_members_rated_excellent villages_with_party_cell
    villages_without_party_cell villages_without_party_member villages_with_joint_party_cell schools_without_party_cell
    health_stations_without_party_cell institutions_with_party_cell resolution_targets_met congress_delegates
    committee_members_elected officials_disciplined
    population households poor_households near_poor_households poverty_rate poverty_reduction income_per_capita
    new_rural_communes new_rural_criteria administrative_units students schools classes teachers health_insurance_coverage
    jobs_created vocational_training grain_output crop_area forest_planted forest_cover economic_growth budget_revenue
    budget_expenditure investment export_value enterprises deaths injuries criminal_cases other
    """)
MEASURES = words("count amount share ratio rate change growth multiple target_rate target_excess")
UNITS = words(
    "person household organisation village commune school class target case percent vnd usd hectare "
    "square_metre kilometre tonne day year item"
)
FINER_UNITS = frozenset({"kilogram", "cubic_metre", "health_station"})
QUALIFIERS = words("exact about nearly over at_least at_most range")
STATUSES = frozenset({"actual", "target"})
FREQUENCIES = frozenset({None, "annual", "monthly", "daily"})
PERIOD_KINDS = words("as_of year month quarter range term to_date none")
LINE_KINDS = words("""
    title body caption byline dateline source kicker visitor_counter view_counter navigation login search breadcrumb page_tools
    related comments page_clock image_alt duplicate tags rating footer ads poll weather
    """)
BREAKDOWNS: dict[str, frozenset[str] | None] = {
    "sex": frozenset({"female", "male"}),
    "ethnicity": None,
    "religion": frozenset({"believer", "catholic", "buddhist"}),
    "age": None,
    "education": words("university college intermediate intermediate_or_higher postgraduate secondary"),
    "introduced_by": words("youth_union trade_union womens_union farmers_union veterans"),
    "cell_type": words("village school agency military enterprise"),
    "occupation": words("student teacher official worker farmer soldier"),
    "sanction": words("reprimand warning dismissal expulsion"),
    "level": words("central province district commune"),
    "area": frozenset({"urban", "rural"}),
    "gender_of_head": None,
    "other": None,
}
MEASURES_WITH_DIRECTION = words("change growth multiple target_excess")

MAGNITUDES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4}
NUMBER_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "bảy": 7, "một trăm ba mươi hai": 132}
FIGURE = re.compile(r"(\d[\d.,]*)((?:\s*(?:tỷ|tỉ|triệu|nghìn|ngàn|vạn)(?!\w))*)")
RANGE = re.compile(r"(\d[\d.,]*)\s*(?:-|–|đến)\s*(\d[\d.,]*)\s*((?:(?:tỷ|tỉ|triệu|nghìn|ngàn|vạn)(?!\w)\s*)*)")


def readings(digits: str) -> set[float]:
    """Every value a run of digits and separators may have, by Vietnamese and by English use.

    >>> sorted(readings("2.804"))
    [2.804, 2804.0]
    """
    digits = digits.rstrip(".,")
    plain = digits.replace(".", "").replace(",", "")
    candidates = {plain, digits.replace(".", "").replace(",", "."), digits.replace(",", "")}
    return {float(text) for text in candidates if re.fullmatch(r"\d+(?:\.\d+)?", text)}


def scale(words: str) -> int:
    product = 1
    for word in words.split():
        product *= MAGNITUDES[word]
    return product


def possible_values(anchor: str) -> set[float]:
    """Every value that the numbers of an anchor may state: each alone, chained magnitudes added up, number words.

    >>> 213860000000.0 in possible_values("213 tỷ 860 triệu đồng, bằng")
    True
    >>> 2.0 in possible_values("khiến hai người")
    True
    """
    values: set[float] = set()
    chained = {0.0}
    for digits, words in FIGURE.findall(anchor):
        scaled = {value * scale(words) for value in readings(digits)}
        values |= scaled
        chained = {total + value for total in chained for value in scaled}
    for low, high, words in RANGE.findall(anchor):
        values |= {value * scale(words) for value in readings(low) | readings(high)}
    folded = f" {anchor.lower()} "
    values |= {float(value) for word, value in NUMBER_WORDS.items() if f" {word} " in folded}
    return values | chained
