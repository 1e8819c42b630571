"""Contracts of the reference tables, whose rows come from `seeds/`."""

from warehouse.contracts.contract import Contract, real, text

INDICATORS = Contract(
    table="indicators",
    row_is="One indicator: what a figure can count.",
    written_by="load",
    key=("indicator",),
    columns=(
        text("indicator", "Code; never changes its meaning."),
        text("label_vi", "Name in Vietnamese."),
        text("label_en", "Name in English."),
        text("topic", "Group it belongs to, e.g. party_building."),
        text("parent", "Broader indicator, when there is one.", nullable=True),
        text("kind", "stock: a state at a time; flow: what happened in a period.", allowed=("stock", "flow")),
    ),
)

UNITS = Contract(
    table="units",
    row_is="One unit.",
    written_by="load",
    key=("unit",),
    columns=(
        text("unit", "Code."),
        text("label_vi", "Name in Vietnamese."),
        text("label_en", "Name in English."),
        text("parent", "Coarser unit that it counts as, e.g. item.", nullable=True),
        real("factor", "How many of `parent` one is, when they measure the same quantity.", nullable=True),
    ),
)

LABELS = Contract(
    table="labels",
    row_is="One code of a column of another table, and its name.",
    written_by="load",
    key=("code_of", "code"),
    columns=(
        text("code_of", "Column that holds the code, e.g. measure, status or level; breakdown for the values of a slice."),
        text("code", "Code."),
        text("label_vi", "Name in Vietnamese."),
        text("label_en", "Name in English."),
    ),
)

PLACES = Contract(
    table="places",
    row_is="One administrative unit of Việt Nam, as before or since July 2025.",
    written_by="load",
    key=("place_code", "era"),
    columns=(
        text("place_code", "Official code (General Statistics Office)."),
        text("era", "Which division it belongs to.", allowed=("before_2025", "since_2025")),
        text("level", "Level of the unit.", allowed=("province", "district", "commune")),
        text("name", "Name without the word for its level."),
        text("full_name", "Name with the word for its level."),
        text("parent_code", "Code of the unit it lies in; null for a province.", nullable=True),
        text("province_code", "Code of its province."),
        text("code_2025", "Code of the unit it became in July 2025; null when split or for `since_2025`.", nullable=True),
    ),
)
