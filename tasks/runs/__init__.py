"""The record of a run, and what became of each of its documents."""
