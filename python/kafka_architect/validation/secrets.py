"""What must never be shown: passwords, JAAS lines, key material, tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

HIDDEN = "[hidden]"

# The misspellings are those that people make; what is not recognised as a password is shown.
_SECRET_KEY = re.compile(
    r"pas{1,3}w?(or|ro|r|o)?d|psswor?d|passowr|passwort|pa?s?swo?r?d|"
    r"(?<![a-z\d])(pas{1,2}|pgpass|pwd?)(?![a-z\d])|pwd|passphrase|"
    r"secret|secert|sercet|scret|token(?!\.endpoint|\.url|ize)|credential|jaas|confluent\.license|"
    r"private[._-]?key|keystore[._-]?(key|certificate[._-]?chain)|truststore[._-]?certificates|"
    r"basic[._-]?auth[._-]?user[._-]?info|api[._-]?key|access[._-]?key|client[._-]?assertion|"
    r"ssl[._-]?key[._-]?pem|ssl[._-]?certificate[._-]?pem|ssl[._-]?ca[._-]?pem|plain[._-]?users",
    re.IGNORECASE,
)
# Names that look like secrets and are durations, places or classes.
_HARMLESS_KEY = re.compile(
    r"(endpoint\.url|\.ms|\.seconds|\.class|\.location|\.file|\.type|\.path|\.minutes|\.names?|\.claim|"
    r"\.algorithm|\.length|\.iterations|\.source)$|^delegation\.token\.(max|expiry)|^password\.encoder\.(?!secret)",
    re.IGNORECASE,
)
_IN_ADDRESS = r"://[^/\s:@]*:([^/\s@]+)@|jdbc:oracle:\w+:[^/\s]+/([^@\s]+)@"
_IN_HEADER = r"\b(?:Bearer|Basic)\s+([A-Za-z0-9+/=._~-]{8,})"
_NAMED_PART = (
    r"(?:passw(?:or)?d|pwd|secret|token|(?:access|account|api|private|secret)[._-]?key|\bsig)"
    r"""["']?\s*=\s*[^\s&;,]"""
)
_SECRET_VALUE = re.compile(
    r"-----BEGIN |LoginModule\s+(?:required|requisite|sufficient|optional)\b[^;]*=|"
    rf"{_NAMED_PART}|{_IN_ADDRESS}|{_IN_HEADER}|"
    r"\beyJ[\w-]{10,}\.eyJ|\bgh[opsu]_\w{20}|\bxox[abp]-\w|hooks\.slack\.com/services/\w",
    re.IGNORECASE,
)
_PARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"""(?:password|passwd|pwd|secret|token|key)\w*["']?\s*[=:]\s*["']?([^\s"';,&]+)""",
        r"""user_\w+\s*=\s*["']?([^\s"';,]+)""",
        _IN_ADDRESS,
        _IN_HEADER,
    )
)
_FEWEST_SCRUBBED = 4
_SCRUBBED_ANYWHERE = 8


def is_secret(key: str, value: str | None) -> bool:
    """Whether a setting holds what must not be shown, by its name or by its looks."""
    if names_secret(key):
        return True
    return value is not None and looks_secret(value)


@lru_cache(maxsize=4096)
def names_secret(key: str) -> bool:
    """Whether a setting of this name holds a secret."""
    spelled = key.replace("_", ".").replace("-", ".")
    return _SECRET_KEY.search(spelled) is not None and _HARMLESS_KEY.search(spelled) is None


def looks_secret(value: str) -> bool:
    """Whether a text has a secret in it, whatever its name."""
    # What the pattern looks for has one of these; most values have none, and every value is asked.
    marked = "=" in value or "@" in value or " " in value or "_" in value or "eyJ" in value or "xox" in value
    if not marked and "slack" not in value:
        return False
    return _SECRET_VALUE.search(value) is not None


def may_hold_secret(text: str) -> bool:
    """Whether a text names a secret anywhere, or has one in it; where it has not, nothing need be hidden."""
    return _SECRET_KEY.search(text) is not None or looks_secret(text)


def secret_parts(value: str) -> Iterator[str]:
    """What must be hidden of a secret value: all of it, its lines, the passwords within it.

    The rest of a JAAS line is left out: user names are words that messages need.
    """
    yield value
    yield from value.splitlines()
    for pattern in _PARTS:
        for found in pattern.finditer(value):
            yield from filter(None, found.groups())


def scrub(text: str, secrets: Collection[str]) -> str:
    """`text` with every known secret replaced.

    A short secret, or a word, is replaced only where it stands by itself, and a very short one not at all:
    the password `1` would take every 1 out of every message, and `password` half of ssl.key.password.
    """
    shown = [secret for secret in secrets if len(secret) >= _FEWEST_SCRUBBED and secret in text]
    for secret in sorted(shown, key=len, reverse=True):
        if len(secret) >= _SCRUBBED_ANYWHERE and not secret.isalpha():
            text = text.replace(secret, HIDDEN)
        else:
            text = re.sub(rf"(?<![\w-])(?<!\w\.){re.escape(secret)}(?![\w-]|\.\w)", lambda _: HIDDEN, text)
    return text
