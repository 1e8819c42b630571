"""Letters, words, sentences and what is known of words: one form for each text, and the lexicons."""
