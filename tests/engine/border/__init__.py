"""The border between Python and the core: nothing that Python can change is trusted after it was checked."""
