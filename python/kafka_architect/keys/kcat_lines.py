r"""Lines of kcat -f '%p,%K,%S,%T,%k\\n', told by the lengths that they carry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Partition, length of the key (-1: null), size of the value, timestamp.
FRONT = re.compile(rb"(\d{1,6}),(-1|\d{1,10}),(-1|\d{1,10}),(-?\d{1,19}),")


def looks_like_kcat(lines: Sequence[bytes]) -> bool:
    """Whether lines are of this form; those in the middle of a key are not."""
    fronts = [found for line in lines if (found := FRONT.match(line))]
    fitting = [one for one in fronts if len(one.string) - one.end() == max(int(one[2]), 0)]
    return bool(fitting) and len(fitting) >= 0.5 * len(lines)
