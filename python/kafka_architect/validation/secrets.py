"""What must never be shown: passwords, JAAS lines, key material, tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.secret_names import may_name_secret, names_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

HIDDEN = "[hidden]"

# No path is longer than this, and nothing is looked for beyond it from each place anew.
_IN_ADDRESS = r"://[^/\s:@]*+:([^/\s@]++)@|jdbc:oracle:\w{1,9}+:[^/\s]{1,64}+/([^@\s]{1,64}+)@"
_IN_HEADER = r"\b(?:Bearer|Basic)\s++([A-Za-z0-9+/=._~-]{8,})"
_NAMED_PART = (
    r"(?:passw(?:or)?d|pwd|secret|token|credentials?|"
    r"(?:access|account|api|private|secret|master|sas)[._-]?key|\bsig)"
    r"""["']?\s*+=\s*+[^\s&;,]"""
)
_SECRET_VALUE = re.compile(
    r"-----BEGIN |LoginModule\s++(?:required|requisite|sufficient|optional)\b|"
    rf"{_NAMED_PART}|{_IN_ADDRESS}|{_IN_HEADER}|"
    r"\beyJ[\w-]{10,64}|\bgh[opsu]_\w{20}|\bxox[abp]-\w|hooks\.slack\.com/services/\w",
    re.IGNORECASE,
)
_PARTS = (re.compile(_IN_ADDRESS, re.IGNORECASE), re.compile(_IN_HEADER, re.IGNORECASE))
# A name and its value within a text: options of JAAS, parameters of an address.
_PAIR = re.compile(
    r"""(?<![\w.\-])(?P<name>[\w.\-]++)["']?\s*+[=:]\s*+"""
    r"""(?:"(?P<double>[^"]*+)"?|'(?P<single>[^']*+)'?|(?P<bare>[^\s"';,&]++))"""
)
_USER = "user_"  # of PlainLoginModule: user_alice="..."
_FEWEST_SCRUBBED = 4
_SCRUBBED_ANYWHERE = 8
_FEW_STARTS = 20  # each is looked for by itself, which is quicker than a look at each place
# Words that messages need: a secret that is one of them is hidden behind its name alone.
_COMMON = frozenset(
    {
        "true", "false", "null", "none", "yes", "auto", "enabled", "disabled", "required", "requested",
        "optional", "default", "basic", "plain", "plaintext", "sasl_plaintext", "sasl_ssl", "latest",
        "earliest", "read", "write", "user_info", "sasl_inherit",
    }
)  # fmt: skip
_LONGEST_COMMON_NUMBER = 5  # a port
_LONGEST_WORD = 12


def is_secret(key: str, value: str | None) -> bool:
    """Whether a setting holds what must not be shown, by its name or by its looks."""
    if names_secret(key):
        return True
    return value is not None and looks_secret(value)


def looks_secret(value: str) -> bool:
    """Whether a text has a secret in it, whatever its name."""
    # What the pattern looks for has one of these; most values have none, and every value is asked.
    marked = "=" in value or "@" in value or " " in value or "_" in value or "eyJ" in value or "xox" in value
    if not marked and "slack" not in value:
        return False
    return _SECRET_VALUE.search(value) is not None


def may_hold_secret(text: str) -> bool:
    """Whether a text may name a secret anywhere, or has one in it; where not, nothing need be hidden."""
    return may_name_secret(text) or looks_secret(text)


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each name within a text that is given a value, with the value."""
    for found in _PAIR.finditer(text):
        yield found["name"], found["double"] or found["single"] or found["bare"] or ""


def secret_parts(value: str) -> Iterator[str]:
    """What must be hidden of a secret value: all of it, its lines, the passwords within it.

    The rest of a JAAS line is left out: user names are words that messages need.
    """
    yield value
    yield from value.splitlines()
    yield from (text for name, text in pairs(value) if text and holds_secret(name))
    for pattern in _PARTS:
        for found in pattern.finditer(value):
            yield from filter(None, found.groups())


def holds_secret(option: str) -> bool:
    """Whether an option of JAAS, or a parameter, is given a secret."""
    return option.startswith(_USER) or names_secret(option)


def scrub(text: str, secrets: Collection[str]) -> str:
    """`text` with every known secret replaced (`KnownSecrets.hidden_in`)."""
    return KnownSecrets(secrets).hidden_in(text)


class KnownSecrets:
    """The secrets of a run, to be looked for in messages and lines.

    A short secret, or a word, is replaced only where it stands by itself. A very short one, a port, or a word
    that messages need (true) is replaced behind the name of a secret alone: the password `1` would take every
    1 out of every message, and `password` half of ssl.key.password. Which other words a text needs, who asks
    knows: `client` is a password, and what a message about bootstrap.servers speaks of.
    """

    def __init__(self, secrets: Collection[str]) -> None:
        self._secrets = frozenset(secrets)
        self._common: set[str] = set()
        # By their first characters, so that a text is gone through once however many there are.
        self._by_start: dict[str, set[str]] = {}
        for secret in secrets:
            if _is_common(secret):
                self._common.add(secret)
            else:
                self._by_start.setdefault(secret[:_FEWEST_SCRUBBED], set()).add(secret)
        self._lengths = {
            start: sorted(set(map(len, group)), reverse=True) for start, group in self._by_start.items()
        }

    def hidden_in(self, text: str, needs: Callable[[str], bool] | None = None) -> str:
        """`text` with every known secret replaced.

        `needs` says of a plain word whether the text would have it without the secret; such a secret is
        replaced behind the name of a secret and within addresses alone.
        """
        if not self._secrets:
            return text
        if (self._common or needs is not None) and any(one in text for one in ("=", ":")):
            text = _PAIR.sub(self._without_value, text)
        if len(self._by_start) <= len(text) and not any(start in text for start in self._by_start):
            return text
        shown: list[str] = []
        shown_to = 0
        for at in self._starts_in(text):
            secret = self._at(text, at) if at >= shown_to else None
            if secret is None or (needs is not None and _is_word(secret) and needs(secret)):
                continue
            shown += (text[shown_to:at], HIDDEN)
            shown_to = at + len(secret)
        return "".join((*shown, text[shown_to:])) if shown else text

    def _starts_in(self, text: str) -> list[int]:
        """Where the text has the first characters of a secret, in order."""
        if len(self._by_start) > _FEW_STARTS:
            ends = range(_FEWEST_SCRUBBED, len(text) + 1)
            starts = ((end - _FEWEST_SCRUBBED, end) for end in ends)
            return [start for start, end in starts if text[start:end] in self._by_start]
        found: list[int] = []
        for start in self._by_start:
            at = text.find(start)
            while at >= 0:
                found.append(at)
                at = text.find(start, at + 1)
        return sorted(found)

    def _at(self, text: str, at: int) -> str | None:
        start = text[at : at + _FEWEST_SCRUBBED]
        for length in self._lengths.get(start, ()):
            secret = text[at : at + length]
            anywhere = length >= _SCRUBBED_ANYWHERE and not secret.isalpha()
            if secret in self._by_start[start] and (anywhere or _alone(text, at, at + length)):
                return secret
        return None

    def _without_value(self, found: re.Match[str]) -> str:
        for group in ("double", "single", "bare"):
            if found[group] in self._secrets and holds_secret(found["name"]):
                start, end = (place - found.start() for place in found.span(group))
                return found[0][:start] + HIDDEN + found[0][end:]
        return found[0]


def _is_word(secret: str) -> bool:
    return len(secret) <= _LONGEST_WORD and secret.isascii() and secret.isalpha() and secret.islower()


def _is_common(secret: str) -> bool:
    number = secret.isdecimal() and len(secret) <= _LONGEST_COMMON_NUMBER
    return len(secret) < _FEWEST_SCRUBBED or number or secret.lower() in _COMMON


def _alone(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a word by itself, and no part of a key or of the name of a class."""
    before, behind = text[start - 2 : start] if start > 1 else text[:start], text[end : end + 2]
    if _in_word(before[-1:]) or _in_word(behind[:1]):
        return False
    return not (before[-1:] == "." and _in_word(before[:-1])) and not (
        behind[:1] == "." and behind[1:].isalnum()
    )


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in ("_", "-")
