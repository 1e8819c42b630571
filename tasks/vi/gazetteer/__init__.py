"""The names of administrative units, and the head words of bodies and places."""
