"""How fast kafka-architect is, and against whom. Start with README.md."""
