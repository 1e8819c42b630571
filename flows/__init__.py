"""When: one file per flow, and the command line."""
