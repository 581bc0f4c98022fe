"""The documentation site: `python -m tools.docs.site` builds it, `python -m tools.docs.transcripts` checks it."""
