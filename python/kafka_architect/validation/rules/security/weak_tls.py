"""SEC010: tLS before 1.2, or cipher suites that are broken, are allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import base_key
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE, Client
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_OLD = frozenset({"SSL", "SSLV2", "SSLV3", "TLSV1", "TLSV1.0", "TLSV1.1"})
_WEAK_JAVA = re.compile(r"NULL|_anon_|EXPORT|RC4|DES|MD5|_CBC_|^(TLS|SSL)_RSA_", re.IGNORECASE)
_WEAK_OPENSSL = re.compile(r"NULL|EXP|RC4|DES|MD5|ADH", re.IGNORECASE)
_GOOD = "TLSv1.2,TLSv1.3"


@rule(
    "SEC010",
    "weak-tls",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    each_setting=True,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    summary="TLS versions before 1.2, or broken cipher suites, are allowed.",
    why=(
        "SSL 3, TLS 1.0 and TLS 1.1 are deprecated (RFC 7568, RFC 8996), and suites with RC4, DES, NULL or "
        "EXPORT do not protect at all. Suites whose name begins with TLS_RSA_ have no forward secrecy: with "
        "the server's key all recorded traffic can be decrypted. CBC suites have a history of padding "
        "attacks. A list is seldom needed: both sides choose the best suite that they share, GCM or ChaCha20 "
        "first, and TLS 1.3 has no others."
    ),
    sources=[
        "https://datatracker.ietf.org/doc/html/rfc8996",
        "https://datatracker.ietf.org/doc/html/rfc9325",
        "https://kafka.apache.org/documentation/#brokerconfigs_ssl.enabled.protocols",
    ],
    bad="security.protocol=SSL\nssl.enabled.protocols=TLSv1,TLSv1.1,TLSv1.2",
    good="security.protocol=SSL\nssl.enabled.protocols=TLSv1.2,TLSv1.3",
)
def weak_tls(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written, with the prefix of a listener too."""
    for key, setting in config.settings.items():
        plain = base_key(key)
        if not setting.resolved or not setting.value:
            continue
        if plain in ("ssl.enabled.protocols", "ssl.protocol"):
            old = [item.strip() for item in setting.value.split(",") if item.strip().upper() in _OLD]
            if old:
                good = _GOOD if plain == "ssl.enabled.protocols" else "TLSv1.3"
                yield config.problem(
                    setting,
                    f"{key} allows {' and '.join(old)}, which are deprecated as insecure; use {good}",
                    fix=config.fix_set(key, good),
                )
        elif plain == "ssl.cipher.suites":
            weak = _weak(setting.value, java=config.client is Client.JAVA)
            if weak:
                yield config.problem(
                    setting,
                    f"{key} allows {', '.join(weak)}; remove them, suites with GCM or ChaCha20 are "
                    "sufficient",
                )


def _weak(suites: str, *, java: bool) -> list[str]:
    found = [suite.strip() for suite in re.split(r"[,:]", suites)]
    pattern = _WEAK_JAVA if java else _WEAK_OPENSSL
    return [suite for suite in found if suite[:1] not in ("!", "-") and pattern.search(suite)]
