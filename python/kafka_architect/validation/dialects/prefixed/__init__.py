"""Keys of Kafka behind a prefix of another program."""
