"""Organisations and places that a text names, and what part each mention plays."""
