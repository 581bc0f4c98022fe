"""Where keys come from: what a source holds, told by its first block."""
