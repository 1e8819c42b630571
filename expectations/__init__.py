"""What must hold: Great Expectations suites as code, one per table, and how they are run."""
