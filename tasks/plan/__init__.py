"""What there is to do: the raw locations listed, compared with what is known, and the fingerprints of the rules."""
