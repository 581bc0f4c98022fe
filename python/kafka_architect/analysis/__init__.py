"""How keys spread over partitions: the pass over the keys, and what it means."""
