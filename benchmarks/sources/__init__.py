"""Readers of sources against the best reader of each format."""
