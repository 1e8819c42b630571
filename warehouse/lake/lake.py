"""The lake of one home: its files, and the rows that stand in them."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from warehouse.lake.files import LakeFiles
from warehouse.lake.relations import read_current_rows, read_known_files
from warehouse.lake.tables import LAKE_TABLES


class Lake(LakeFiles):
    """The lake of one home."""

    def known_files(self) -> pa.Table:
        """The current `raw_files`: the latest row of every document over the runs that stand, `gone` ones included."""
        return read_known_files(self)

    def read_current(self, table: str, article_ids: Sequence[str] | None = None) -> pa.Table:
        """The current rows of a table, of all articles or of some.

        Articles and blocks stand with their document's `cleaned_run_id`, figures, numbers and places with its
        `extracted_run_id`. Figures that failed validation are left out and their numbers say `quarantined`.
        `runs`, `validations` and `quarantine` give the rows of every ended run.

        Raises:
            KeyError: the lake holds no such table.
        """
        if table not in LAKE_TABLES:
            raise KeyError(f"the lake holds no table {table!r}; it holds {', '.join(LAKE_TABLES)}")
        return read_current_rows(self, table, article_ids)
