"""A live Kafka cluster: how to reach it, what it says of itself, and how to change it."""
