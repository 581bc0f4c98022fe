"""How long configuration checks take: from start to verdict, and per file in bulk."""
