"""Values of Helm charts, with what the templates of known charts add."""
