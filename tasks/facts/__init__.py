"""Article text to figures. `extraction.py` takes the steps in order; each package is one, and knows only those before it:

- `knowledge`: the rows of the lexicons, what is known of indicators, measured weights.
- `document`: an article read once, with every layer that the language finds in it.
- `candidates`: which numbers may be figures, what each counts, and how far the words around it reach.
- `places`: the administrative units that an article speaks of.
- `attributes`: what a figure says of itself: indicator, measure, unit, qualifier, status, breakdown.
- `relations`: lists, parts of a whole, shares and changes; all attributes put together.
- `holders`: whose a figure is.
- `periods`: when it holds.
- `output`: identity, free slices, disagreements, the ledger of all numbers, confidence.

Beside them, `explanation.py` says why a number became what it became, `proofs` proves the lexicons by their own examples and teaches them
new rows, and `learning` fits the weights on labelled articles.
"""
