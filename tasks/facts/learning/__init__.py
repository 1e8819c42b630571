"""Labelled articles against what is read of them, and the fit of weights."""
