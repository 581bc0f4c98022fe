"""Exit codes, the same for every command."""

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 3  # a rule failed: what it would have found is not known
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells report it
