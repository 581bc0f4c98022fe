"""SEC029: gSSAPI, the default mechanism, has no Kerberos service name: the client refuses to start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.authentication import module_mechanism, sasl_mechanism, security_protocol
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import CLIENTS
from kafka_architect.validation.rule import rule
from kafka_architect.validation.servers import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_SERVICE_NAME = re.compile(r"\bserviceName\s*=")


@rule(
    "SEC029",
    "kerberos-without-service-name",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=sorted(CLIENTS),
    profile="dev",
    summary="GSSAPI, the default mechanism, has no Kerberos service name: the client refuses to start.",
    why=(
        "sasl.mechanism is GSSAPI unless it is set. Its login needs serviceName in the JAAS line or "
        'sasl.kerberos.service.name, and ends with "No serviceName defined in either JAAS or Kafka config" '
        "otherwise. Whoever wrote a JAAS line for PLAIN or SCRAM has forgotten sasl.mechanism."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/common/security/kerberos/KerberosLogin.java (getServiceName)",
        "https://kafka.apache.org/documentation/#producerconfigs_sasl.mechanism",
    ],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="a" password="${env:P}";'
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="a" password="${env:P}";'
    ),
)
def kerberos_without_service_name(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at clients whose JAAS line is here; a line in a file of its own cannot be judged."""
    setting = config.explicit("sasl.jaas.config")
    if setting is None or not setting.value or sasl_mechanism(config) != "GSSAPI":
        return
    if (
        not (security_protocol(config) or "").startswith("SASL_")
        or config.explicit("sasl.login.class") is not None
    ):
        return
    if _SERVICE_NAME.search(setting.value) or not missing(config, "sasl.kerberos.service.name"):
        return
    meant = module_mechanism(setting.value)
    hint = (
        "set sasl.kerberos.service.name"
        if meant in (None, "GSSAPI")
        else f"the login module is that of {meant}: set sasl.mechanism"
    )
    default = "" if config.explicit("sasl.mechanism") else ", the default,"
    yield config.problem(
        setting,
        f"sasl.mechanism is GSSAPI{default} and no service name is set: the client refuses to start; {hint}",
    )
