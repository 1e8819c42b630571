"""Which numbers may be figures, what each counts, and how far the words around it reach."""
