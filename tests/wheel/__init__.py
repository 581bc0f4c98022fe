"""The packages that users download."""
