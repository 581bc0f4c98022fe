"""Names of settings that hold secrets: one list, for what findings name and for what no output shows.

Whatever is named is hidden, and more: names that people misspell, and names of other programs in lines that
are shown around a change. What is not recognised as a secret is shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MOST_REMEMBERED = 100_000  # as many keys as a megabyte of short lines has
# Certain by the end of the name: a value in clear text is a finding.
_PASSWORD = re.compile(r"passw(?:or)?ds?$|passphrase$|(?:^|[._-])(?:pwd|bind[._-]?pw)$", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:client|app|consumer|api|shared)[._-]?secret$|secret(?:[._-]?access)?[._-]?key$|(?:^|[._-])secret$|"
    r"(?:api|access|account|private|master|sas|encryption)[._-]?key$|"
    r"(?:^|[._-])(?:auth|access|api|bearer|sas)?[._-]?token$|"
    r"user[._-]?info$|connection[._-]?string$|(?:^|[._-])dsn$|security[._-]credentials$",
    re.IGNORECASE,
)
# Hidden besides: words anywhere in a name, as people write and misspell them.
_WORD = re.compile(
    r"pas{1,3}w?(?:or|ro|r|o)?d|psswor?d|passowr|passwort|pa?s?swo?r?d|"
    r"(?<![a-z\d])(?:pas{1,2}|pgpass|pwd?)(?![a-z\d])|pwd|passphrase|"
    r"secret|secert|sercet|scret|token(?!ize)|credential|jaas|licen[cs]e(?:[._-]?key)?$|"
    r"keystore[._-]?(?:key|certificate[._-]?chain)|truststore[._-]?certificates|"
    r"basic[._-]?auth[._-]?user|(?:private|api|access|master|account)[._-]?key|client[._-]?assertion|"
    r"ssl[._-]?(?:key|certificate|ca)[._-]?pem|plain[._-]?users|oauthbearer[._-]config$|authorization$|(?:^|[._-])sig$",
    re.IGNORECASE,
)
# With such an end they are durations, places, names or switches.
_HARMLESS_END = re.compile(
    r"[._-](?:endpoint[._-]url|ms|seconds|minutes|class|location|files?|type|path|dir|names?|claim|algorithm|"
    r"length|iterations|source|servers|auth|enabled?|topics?|regex|protocol|mechanisms?|version|host|port|"
    r"bytes|factor|policy|audience|scope|issuer|provider|client[._-]id|refresh[._-]cb)$|^tokenauth$|"
    r"^delegation[._-]token[._-](?:max|expiry)|^password[._-]encoder[._-](?!secret)",
    re.IGNORECASE,
)
# Names that people choose stand within keys: a listener that is called TOKEN makes no secret of its settings.
_CHOSEN = re.compile(
    r"(?:^|(?<=[._]))(?:listener[._]name|transforms|predicates|config[._]providers|topic[._]creation|"
    r"messaging[._]incoming|messaging[._]outgoing|bindings)[._][^._]+[._]|^[^.\s>]+->[^.\s>]+\.",
    re.IGNORECASE,
)
# Variables of other programs, in lines around a change.
_VARIABLE = re.compile(r"[A-Z0-9_]+")
_KEY_OR_LOGIN = re.compile(r"KEY$|AUTH(?!OR)")
_PUBLIC_KEY = re.compile(r"(?:PUBLIC|PRIMARY|FOREIGN|PARTITION|MESSAGE|RECORD|ROUTING)_?KEY$")
_PLAIN = re.compile(
    r"""["']?(?:true|false|yes|no|on|off|none|null|required|requested|optional|plain|basic|oauth\w*|\d{1,5}|"""
    r"""[\w.-]*+/[\w./-]*|scram-sha-\d+|)["']?[,;]?""",
    re.IGNORECASE,
)
# A text that matches none of these stems has the name of no secret in it.
_STEMS = (
    "pas", "pss", "pw", "token", "credential", "jaas", "licen", "key", "cert", "auth", "dsn", "sig",
    "assertion",
)  # fmt: skip
_STEM = re.compile(
    rf"{'|'.join(_STEMS)}|s[ecr]{{3,5}}t|ca.?pem|user.?info|bearer.?config|plain.?users|connection.?string",
    re.IGNORECASE,
)
# The other stems have one of these, which are found in a fourth of the time.
_SECRET = re.compile(r"s[ecr]{3,5}t")
_PARTS_OF_STEMS = ("pem", "info", "bearer", "plain", "string")
_LONGEST_NAME = 200


@lru_cache(maxsize=_MOST_REMEMBERED)
def names_secret(key: str) -> bool:
    """Whether a setting of this name holds a secret, so that its value is never shown."""
    if not may_name_secret(key):  # nearly all: files have more names than are remembered
        return False
    own = _own_part(key)
    if _named(own) is not None:
        return True
    return _WORD.search(_dotted(own)) is not None and _HARMLESS_END.search(own) is None


@lru_cache(maxsize=_MOST_REMEMBERED)
def kind_by_name(key: str) -> str | None:
    """`a password` or `a secret` where the name is certain to be one's; None where it is not."""
    if not names_secret(key):  # which is asked of every key, and remembered
        return None
    return _named(_own_part(key))


def names_secret_of_others(name: str, value: str) -> bool:
    """Whether a line that no dialect read gives a secret to a name: STRIPE_KEY, NPM_AUTH."""
    if names_secret(name):
        return True
    if _VARIABLE.fullmatch(name) is None or _KEY_OR_LOGIN.search(name) is None or _PUBLIC_KEY.search(name):
        return False
    return _PLAIN.fullmatch(value.strip()) is None


def may_name_secret(text: str) -> bool:
    """Whether a text may have the name of a secret in it; quick."""
    if text.isascii() and len(text) <= _LONGEST_NAME:
        lowered = text.lower()
        for stem in _STEMS:
            if stem in lowered:
                return True
        if _SECRET.search(lowered) is None and not any(part in lowered for part in _PARTS_OF_STEMS):
            return False
    return _STEM.search(text) is not None


def _named(own: str) -> str | None:
    if _PASSWORD.search(own) is not None:
        return "a password"
    return "a secret" if _OTHER.search(own) is not None else None


def _own_part(key: str) -> str:
    """A key without the names in it that people choose."""
    return _CHOSEN.sub("", key) or key


def _dotted(key: str) -> str:
    return key.replace("_", ".").replace("-", ".")
