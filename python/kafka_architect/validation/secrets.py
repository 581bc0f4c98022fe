"""What must never be shown: passwords, JAAS lines, key material, tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
    r"password\s*=|-----BEGIN |LoginModule\s+(?:required|requisite|sufficient|optional)\b[^;]*=|"
    r"clientSecret\s*=|://[^/\s:@]+:[^/\s@]+@",
    re.IGNORECASE,
)
_FEWEST_SCRUBBED = 4
_SCRUBBED_ANYWHERE = 8


def is_secret(key: str, value: str | None) -> bool:
    """Whether a setting holds what must not be shown, by its name or by its looks."""
    if _names_secret(key):
        return True
    # What the pattern looks for has one of these; most values have none, and every value is asked.
    return value is not None and ("=" in value or "-" in value or ":" in value) and _looks_secret(value)


@lru_cache(maxsize=4096)
def _names_secret(key: str) -> bool:
    spelled = key.replace("_", ".").replace("-", ".")
    return _SECRET_KEY.search(spelled) is not None and _HARMLESS_KEY.search(spelled) is None


def _looks_secret(value: str) -> bool:
    return _SECRET_VALUE.search(value) is not None


def secret_parts(value: str) -> Iterator[str]:
    """What must be hidden of a secret value: all of it, its lines, the passwords within it.

    The rest of a JAAS line is left out: user names are words that messages need.
    """
    yield value
    yield from value.splitlines()
    yield from re.findall(r"""(?i)(?:password|secret|token|key)\w*\s*[=:]\s*["']?([^\s"';,]+)""", value)
    yield from re.findall(r"""(?i)user_\w+\s*=\s*["']?([^\s"';,]+)""", value)
    yield from re.findall(r"://[^/\s:@]+:([^/\s@]+)@", value)


def scrub(text: str, secrets: Collection[str]) -> str:
    """`text` with every known secret replaced.

    A short secret is replaced only as a word of its own, and a very short one not at all: the password `1`
    would take every 1 out of every message.
    """
    shown = [secret for secret in secrets if len(secret) >= _FEWEST_SCRUBBED and secret in text]
    for secret in sorted(shown, key=len, reverse=True):
        if len(secret) >= _SCRUBBED_ANYWHERE:
            text = text.replace(secret, HIDDEN)
        else:
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])", lambda _: HIDDEN, text)
    return text


# A line of any of the dialects: what stands before the first separator names what stands behind it.
_NAMED_VALUE = re.compile(
    r"""^(?P<head>[\s+-]*(?P<key>["']?[\w.\-\[\]>/]+["']?)\s*[:=]+\s*)(?P<value>\S.*)$"""
)
_KEY_MATERIAL = re.compile(r"^\s*[A-Za-z0-9+/=]{40,}\s*$")


def hide_in_lines(text: str) -> str:
    """`text` with the values of lines that name a secret hidden, whoever the line belongs to.

    For what is shown of a file beyond the settings that were read: the lines around a change.
    """
    return "".join(_hidden(line) for line in text.splitlines(keepends=True))


def _hidden(line: str) -> str:
    content = line.rstrip("\r\n")
    end = line[len(content) :]
    if _KEY_MATERIAL.match(content):
        return HIDDEN + end
    named = _NAMED_VALUE.match(content)
    if named is not None and is_secret(named["key"].strip("\"'"), named["value"]):
        return named["head"] + HIDDEN + end
    return HIDDEN + end if _SECRET_VALUE.search(content) else line
