"""The maintainers' generator of docs/rules."""
