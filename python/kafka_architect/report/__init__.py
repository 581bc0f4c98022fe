"""Results made visible: tables for terminals and notebooks.

The room renders documents, the same plain dictionaries that `--format json` prints, so that a saved JSON
file and a fresh result look alike and no result type is needed to show one.
"""
