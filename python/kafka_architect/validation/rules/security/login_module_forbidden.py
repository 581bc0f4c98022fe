"""SEC025: the login module is one that Kafka refuses, because it lets strangers run code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import module_class, security_protocol
from kafka_architect.validation.role import CLIENTS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_FORBIDDEN = ("com.sun.security.auth.module.JndiLoginModule", "com.sun.security.auth.module.LdapLoginModule")


@rule(
    "SEC025",
    "login-module-forbidden",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=sorted(CLIENTS),
    since=(3, 9),
    profile="dev",
    summary="Kafka rejects the login module, because it allows remote code execution.",
    why=(
        "com.sun.security.auth.module.JndiLoginModule (CVE-2023-25194) and LdapLoginModule (CVE-2025-27818) "
        "fetch objects from an address in the configuration and instantiate them: with Connect, anyone who "
        'can create a connector could run code in the worker. The client fails to start ("is not allowed"). '
        "A system property of the JVM can allow them; do not set it."
    ),
    sources=[
        "https://kafka.apache.org/cve-list",
        "clients/src/main/java/org/apache/kafka/common/security/JaasContext.java",
    ],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=com.sun.security.auth.module.JndiLoginModule required "
        'user.provider.url="ldap://example.org";'
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="a" password="${env:P}";'
    ),
)
def login_module_forbidden(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the class of the module where SASL takes place: without SASL the line is not read."""
    setting = config.explicit("sasl.jaas.config")
    if setting is None or not setting.value or not (security_protocol(config) or "").startswith("SASL_"):
        return
    name = module_class(setting.value)
    if name in _FORBIDDEN:
        yield config.problem(
            setting,
            f"{name} is not allowed: the client fails to start, because this module allows remote code "
            "execution",
        )
