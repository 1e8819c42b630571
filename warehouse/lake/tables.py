"""The tables of the lake, grouped by who writes them."""

from __future__ import annotations

AUDIT_TABLES = ("runs", "validations", "quarantine")
"""What is read of every run that has ended, however it ended."""
CLEANED_TABLES = ("articles", "blocks")
EXTRACTED_TABLES = ("observations", "numbers", "article_places")
ARTICLE_TABLES = (*CLEANED_TABLES, *EXTRACTED_TABLES)
LAKE_TABLES = (*ARTICLE_TABLES, "raw_files", *AUDIT_TABLES)
