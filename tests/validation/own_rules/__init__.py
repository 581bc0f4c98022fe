"""Rules of the user's own: as Python, as data, as bounds."""
