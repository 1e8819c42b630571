"""One article read once: what extraction takes and gives, every phrase of the lexicons, the layers of the text."""
