"""Asking a cluster for all that it says of itself: `taking.py` asks, through one module for each subject."""
