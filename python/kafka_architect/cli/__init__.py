"""The command line: one module per command; parses, calls, prints, chooses the exit code."""
