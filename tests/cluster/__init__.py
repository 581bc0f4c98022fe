"""A running cluster: settings, connections, keys."""
