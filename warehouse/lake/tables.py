"""The tables of the lake, grouped by who writes them."""

from __future__ import annotations

AUDIT_TABLES = ("runs", "validations", "quarantine")
"""What is read of every run that has ended, however it ended."""
CLEANED_TABLES = ("articles", "blocks")
"""What must be there of every article; `signatures`, which clean writes too, are made anew where they are missing."""
SIGNED_TABLE = "signatures"
EXTRACTED_TABLES = ("observations", "numbers", "article_places")
ARTICLE_TABLES = (*CLEANED_TABLES, *EXTRACTED_TABLES)
DATA_TABLES = (*ARTICLE_TABLES, SIGNED_TABLE, "raw_files")
"""What is read only of runs that stand."""
LAKE_TABLES = (*DATA_TABLES, *AUDIT_TABLES)
