"""The documentation: transcripts, examples, the site."""
