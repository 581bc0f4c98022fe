"""The rows of the table in benchmarks/results/engine.md, one module each; record_engine runs them."""
