"""Texts that several emitters write: YAML with comments, Mermaid, quantities in words."""
