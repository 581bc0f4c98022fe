"""What must never be shown: passwords, JAAS lines, key material, tokens."""

from __future__ import annotations

import re

HIDDEN = "[hidden]"

_SECRET_KEY = re.compile(
    r"passw(or)?d|passphrase|secret|token(?!\.endpoint|\.url|ize)|credential|jaas|"
    r"private[._-]?key|keystore[._-]?(key|certificate[._-]?chain)|truststore[._-]?certificates|"
    r"basic[._-]?auth[._-]?user[._-]?info|api[._-]?key|access[._-]?key|client[._-]?assertion|"
    r"ssl[._-]?key[._-]?pem|ssl[._-]?certificate[._-]?pem|ssl[._-]?ca[._-]?pem|plain[._-]?users",
    re.IGNORECASE,
)
# Names that look like secrets and are durations, places or classes.
_HARMLESS_KEY = re.compile(
    r"(endpoint\.url|\.ms|\.seconds|\.class|\.location|\.file|\.type|\.path|\.minutes|\.names?|\.claim|"
    r"\.algorithm|\.length|\.iterations)$|^delegation\.token\.(max|expiry)|^password\.encoder\.(?!secret)",
    re.IGNORECASE,
)
_SECRET_VALUE = re.compile(
    r"password\s*=|-----BEGIN |LoginModule\s+(required|requisite|sufficient|optional)|"
    r"clientSecret\s*=|://[^/\s:@]+:[^/\s@]+@",
    re.IGNORECASE,
)
_FEWEST_SCRUBBED = 4


def is_secret(key: str, value: str | None) -> bool:
    """Whether a setting holds what must not be shown, by its name or by its looks."""
    spelled = key.replace("_", ".").replace("-", ".")
    if _SECRET_KEY.search(spelled) and not _HARMLESS_KEY.search(spelled):
        return True
    return value is not None and _SECRET_VALUE.search(value) is not None


def scrub(text: str, secrets: frozenset[str]) -> str:
    """`text` with every known secret replaced; values too short to be told from words stay."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _FEWEST_SCRUBBED and secret in text:
            text = text.replace(secret, HIDDEN)
    return text
