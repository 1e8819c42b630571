"""What readers found right, wrong or missing: rows of the home, each about a text that it names by its hash."""
