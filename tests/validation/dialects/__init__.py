"""Each dialect reads what people write, keeps places, and mends in place."""
