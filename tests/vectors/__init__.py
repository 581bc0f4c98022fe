"""Keys with known murmur2 hashes and partitions, shared by the tests of every language."""
