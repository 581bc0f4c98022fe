"""The picture of README.md and the site's first page: the chart of a report, as a file of its own.

python -m tools.docs.picture          write docs/images/flights-by-destination.svg
python -m tools.docs.picture check    exit code 1 if it is not what a report shows
"""

from __future__ import annotations

import re
import sys

import kafka_architect as ka
from tools.docs.staging import DOCS, ROOT

PICTURE = DOCS / "images" / "flights-by-destination.svg"
_SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)
# A page gives its text colour; in a file of its own the chart has one that reads on white and on black.
_ALONE = '<svg xmlns="http://www.w3.org/2000/svg" color="#808080" '


def picture() -> str:
    """The first chart of the report on the flights' destinations: records in each of 12 partitions."""
    page = ka.analyze(ROOT / "examples" / "flights_dest.txt", [12]).to_html()
    chart = _SVG.search(page)
    assert chart is not None, "a report without a chart"
    return chart[0].replace("<svg ", _ALONE, 1) + "\n"


def main() -> int:
    """Write, or compare."""
    made = picture()
    if sys.argv[1:] == ["check"]:
        return int(PICTURE.read_text(encoding="utf-8") != made)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
