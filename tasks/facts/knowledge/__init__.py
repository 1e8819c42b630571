"""What is known before any text is read: rows of the lexicons, indicators and how they go together, weights."""
