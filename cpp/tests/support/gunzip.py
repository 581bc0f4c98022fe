"""Unpack the first argument, a gzip file, to the second."""

import gzip
import sys
from pathlib import Path

Path(sys.argv[2]).write_bytes(gzip.decompress(Path(sys.argv[1]).read_bytes()))
