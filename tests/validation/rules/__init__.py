"""Every rule held to its cases: data in cases/, one file per rule."""
