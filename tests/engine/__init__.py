"""The distribution engine: what it promises about counts, hot keys, distinct keys and saved states."""
