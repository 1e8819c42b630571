"""Contract of `article_places`."""

from warehouse.contracts.contract import ARTICLE_ID, RUN_ID, Contract, integer, text

ARTICLE_PLACES = Contract(
    table="article_places",
    row_is="One administrative unit that an article speaks of.",
    written_by="extract",
    key=("article_id", "level", "name"),
    columns=(
        ARTICLE_ID,
        text("level", "Level of the unit, as before July 2025.", allowed=("province", "district", "commune")),
        text("name", "Name as printed, without the word for its level, save where an article names two units of one level and name."),
        text("place_code", "Official code before July 2025; null when unresolved.", nullable=True),
        text("place_code_2025", "Official code since July 2025; null when unresolved or not mapped to one unit.", nullable=True),
        text("place_rule", "How the code was resolved, or why it was not, e.g. unique_name, by_district, ambiguous."),
        integer("mention_count", "How often the article names it.", unit="mentions", minimum=1),
        RUN_ID,
    ),
)
