"""Article text to observations: records, assembly, number ledger, arithmetic, identity."""
