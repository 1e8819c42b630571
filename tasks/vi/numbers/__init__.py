"""Every number of a text: its value, and whether it can be a figure."""
