"""sasl.jaas.config as Kafka reads it: login modules with their options.

Kafka reads it through java.io.StreamTokenizer, with surprises that are kept here: an unquoted value that
begins with a digit is a number and no value, and a lone slash begins a comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKENS = re.compile(
    r"""
    (?P<blank>[\x00-\x20]+|/\*.*?(?:\*/|\Z)|/[^\r\n]*)
    |(?P<number>-(?=[.\d])[\d.]+|[\d.]+)
    |(?P<word>[A-Za-z_$\xa0-\U0010ffff][A-Za-z0-9_$.\-\xa0-\U0010ffff]*)
    |"(?P<double>(?:\\.|[^"\r\n\\])*)"?
    |'(?P<single>(?:\\.|[^'\r\n\\])*)'?
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FLAGS = frozenset({"required", "requisite", "sufficient", "optional"})
# JaasUtils.DISALLOWED_LOGIN_MODULES_DEFAULT
_FORBIDDEN = frozenset(
    {"com.sun.security.auth.module.JndiLoginModule", "com.sun.security.auth.module.LdapLoginModule"}
)


@dataclass(frozen=True, slots=True)
class LoginModule:
    """One entry of a JAAS configuration."""

    name: str | None
    options: dict[str | None, str]


class JaasError(ValueError):
    """Why Kafka cannot use a JAAS configuration; the text holds nothing of it that is secret."""


class ForbiddenModuleError(JaasError):
    """The module is one that Kafka does not allow: SEC025 says so."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str | None  # of words and quoted strings
    sign: str = ""


_END = _Token(None, "end")


def login_module(text: str) -> LoginModule:
    """The one login module of `sasl.jaas.config`.

    Raises:
        JaasError: where JaasConfig or JaasContext throws.
    """
    tokens = _tokens(text)
    modules = [_entry(token.text, tokens) for token in tokens]
    if not modules:
        raise JaasError("it contains no login module")
    if len(modules) > 1:
        raise JaasError(f"it contains {len(modules)} login modules, but only one is allowed")
    if (modules[0].name or "").strip() in _FORBIDDEN:
        raise ForbiddenModuleError(
            f"{modules[0].name} is not allowed unless a system property of the JVM allows it"
        )
    return modules[0]


def _entry(name: str | None, tokens: Iterator[_Token]) -> LoginModule:
    flag = next(tokens, _END)
    if flag.text is None or flag.text.lower() not in _FLAGS:
        raise JaasError("the login module must be followed by required, requisite, sufficient or optional")
    options: dict[str | None, str] = {}
    while (token := next(tokens, _END)) is not _END and token.sign != ";":
        equals, value = next(tokens, _END), _END
        if equals.sign == "=":
            value = next(tokens, _END)
        if value.text is None:
            raise JaasError(
                "an option has no value, or an unquoted one that begins with a digit or a special character"
            )
        options[token.text] = value.text
    if token is _END:
        raise JaasError("it does not end with a semicolon")
    return LoginModule(name, options)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKENS.finditer(text):
        if found["blank"] is not None:
            continue
        if found["word"] is not None:
            yield _Token(found["word"])
        elif found["double"] is not None:
            yield _Token(found["double"])
        elif found["single"] is not None:
            yield _Token(found["single"])
        else:
            yield _Token(None, found["sign"] or "number")
