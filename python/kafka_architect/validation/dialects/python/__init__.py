"""Python source: the clients that it makes, by its syntax tree; nothing is run."""
