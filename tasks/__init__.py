"""How: one thin task module per stage, over pure packages."""
