"""What a pattern is, what it may look at, and what it may contribute. The patterns are in `patterns`."""
