"""Spring: Boot and Cloud Stream, in files, profiles and variables."""
