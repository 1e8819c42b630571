"""One contract per table; Parquet schema, DDL, expectations and dictionary are derived from it."""

from warehouse.contracts.article_places import ARTICLE_PLACES
from warehouse.contracts.articles import ARTICLES
from warehouse.contracts.blocks import BLOCKS
from warehouse.contracts.contract import CONTRACT_VERSION, Column, Contract
from warehouse.contracts.duplicates import DUPLICATES
from warehouse.contracts.numbers import NUMBERS
from warehouse.contracts.observations import OBSERVATIONS
from warehouse.contracts.quarantine import QUARANTINE
from warehouse.contracts.raw_files import RAW_FILES
from warehouse.contracts.reference import INDICATORS, LABELS, PLACES, UNITS
from warehouse.contracts.runs import RUNS
from warehouse.contracts.signatures import SIGNATURES
from warehouse.contracts.validations import VALIDATIONS

CONTRACTS: dict[str, Contract] = {
    contract.table: contract
    for contract in (
        ARTICLES, BLOCKS, OBSERVATIONS, NUMBERS, ARTICLE_PLACES, DUPLICATES,
        RAW_FILES, QUARANTINE, RUNS, VALIDATIONS, INDICATORS, UNITS, PLACES, LABELS,
    )
}  # fmt: skip

LAKE_CONTRACTS: dict[str, Contract] = {**CONTRACTS, SIGNATURES.table: SIGNATURES}
"""What files of the lake can follow: the tables of a warehouse, and what load alone reads."""

__all__ = ["CONTRACTS", "CONTRACT_VERSION", "LAKE_CONTRACTS", "Column", "Contract"]
