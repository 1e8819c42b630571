"""What is known: lexicons, places, corrections, sample articles. Data only."""
