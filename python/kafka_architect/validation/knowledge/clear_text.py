"""Whether a setting holds a secret that stands in the file as it is. What it is is told, never the secret."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kafka_architect.secret_names import kind_by_name
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.knowledge.listeners import base_key
from kafka_architect.validation.secrets import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting

_MOST_REMEMBERED = 100_000  # as many keys as a megabyte of short lines has
# Neither protects anything: the certificates in a truststore are public.
_HARMLESS = re.compile(r"truststore\.(password|certificates)$|^ssl\.ca\.pem$", re.IGNORECASE)
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_IN_URL = re.compile(r"://[^/\s:@]+:(?P<password>[^/\s@]+)@")
# What stands for a secret in an example, or is not one.
_STAND_IN = re.compile(
    r"change[ _-]?(it|me|this)?|x{3,}|\*+|\.{2,}|<.*>|\[.*\]|your[ _-].*|my[ _-]?(password|secret)|"
    r"replace[ _-]?me.*|redacted|hidden|placeholder|todo|tbd|none|null|true|false|user_info|sasl_inherit|url|"
    r"env:.*|vault:.*",
    re.IGNORECASE,
)


# A word that a script puts the secret in place of: SNOWFLAKE_PRIVATE_KEY.
_NAME_OF_SECRET = re.compile(r"(?:[A-Z]+_)+(?:KEY|PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN)")


def kind_of_secret(setting: Setting) -> str | None:
    """What kind of secret a setting shows to every reader of its file; None: it shows none."""
    value = (setting.value or "").strip()
    if not value or setting.origin not in (Origin.FILE, Origin.ENVIRONMENT):
        return None
    harmless, named = _told_by(setting.key)
    # A value that shows a secret under a key that does not say so has one of these.
    if named is None and not ("=" in value or "@" in value or "-----" in value):
        return None
    if harmless or (not setting.resolved and not has_placeholder(value)):
        return None  # protects nothing, or an expression of the dialect
    if setting.key.endswith("jaas.config") or "LoginModule" in value:
        return "a password in its JAAS configuration" if any(map(_real, _jaas_secrets(value))) else None
    in_url = _IN_URL.search(value) if "@" in value else None
    kind = None
    if "-----" in value and _PRIVATE_KEY.search(value):
        kind = "a private key"
    elif in_url is not None and _real(in_url["password"]):
        kind = "a password in a URL"
    elif named is not None and _real(value):
        kind = named
    return kind


@lru_cache(maxsize=_MOST_REMEMBERED)
def _told_by(key: str) -> tuple[bool, str | None]:
    """Whether a key names what protects nothing, and the kind of secret that it names."""
    base = base_key(key)
    return _HARMLESS.search(base) is not None, kind_by_name(base)


def _jaas_secrets(value: str) -> Iterator[str]:
    for name, text in pairs(value):
        if name.startswith("user_") or kind_by_name(name) is not None:
            yield text


def _real(secret: str) -> bool:
    text = secret.strip()
    stands_in = _STAND_IN.fullmatch(text) or _NAME_OF_SECRET.fullmatch(text)
    return bool(text) and not has_placeholder(text) and stands_in is None
