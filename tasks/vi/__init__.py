"""The Vietnamese language: folding, spans, sentences, numbers, periods, names. Knows nothing of pages."""
