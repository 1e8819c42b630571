"""Figures become rows: identity, free slices, disagreements, the number ledger, confidence."""
