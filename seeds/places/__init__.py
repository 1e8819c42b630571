"""Administrative units: `places.csv` and `aliases.csv`, derived by `build.py`."""
