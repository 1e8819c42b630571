"""Proving the lexicons by their own examples, and teaching new rows by a sentence."""
