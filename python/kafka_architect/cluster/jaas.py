"""JAAS: the login module of a Java client and its options, from sasl.jaas.config or a login file.

Source: org.apache.kafka.common.security.JaasConfig (sasl.jaas.config) and sun.security.provider.ConfigFile,
which read the same entries: a class, a flag, options in quotes, a semicolon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kafka_architect.cluster.secret import Secret
from kafka_architect.errors import InputError

_SECTION = re.compile(r"\b(?:KafkaClient|Client)\s*\{(?P<body>.*?)\}\s*;", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*", re.DOTALL | re.MULTILINE)
_MODULE = re.compile(r"\s*(?P<name>[A-Za-z_$][\w.$]*)\s+(?P<flag>required|requisite|sufficient|optional)\b",
                     re.IGNORECASE)  # fmt: skip
_OPTION = re.compile(
    r"""\s*(?P<key>[\w.$-]+)\s*=\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<bare>[^\s;"']+))""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LoginModule:
    """A login module.

    Attributes:
        name: Its class, without the package: PlainLoginModule.
        options: Its options; every value may be a secret.
    """

    name: str
    options: dict[str, Secret] = field(default_factory=dict)


def login_file_section(text: str) -> str | None:
    """The entry for clients in a login file (java.security.auth.login.config); None where it is none."""
    found = _SECTION.search(_COMMENT.sub("", text))
    return None if found is None else found["body"]


def parsed_login(text: str) -> LoginModule:
    """The first login module of an entry.

    Raises:
        InputError: It is no entry; the text is not repeated, since it holds secrets.
    """
    module = _MODULE.match(text)
    if module is None:
        raise InputError(
            "sasl.jaas.config: expected a login module, as in 'org.apache.kafka.common.security.scram."
            'ScramLoginModule required username="..." password="...";\''
        )
    options: dict[str, Secret] = {}
    at = module.end()
    while (option := _OPTION.match(text, at)) is not None:
        quoted = option["double"] if option["double"] is not None else option["single"]
        options[option["key"]] = Secret(option["bare"] if quoted is None else _ESCAPED.sub(r"\1", quoted))
        at = option.end()
    if not text[at:].lstrip().startswith(";"):
        raise InputError(
            f'sasl.jaas.config: expected key="value" or ; after {len(options)} options of '
            f"{module['name'].rpartition('.')[2]}: is a quotation mark or the ; at the end missing?"
        )
    return LoginModule(module["name"].rpartition(".")[2], options)
