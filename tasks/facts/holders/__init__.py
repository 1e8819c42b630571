"""Whose a figure is: the bodies and places an article names, which of them can hold it, which one does."""
