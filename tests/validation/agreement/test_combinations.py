"""A configuration is refused by a rule exactly where Kafka's own constructors throw.

Per version thousands of combinations of interplaying keys over all roles (combinations.py), judged by the
real classes in one JVM: with a fixed seed, and with a seed drawn in each run.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation.catalogue import key_catalogue, known_versions
from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.embedded import embedded_clients
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.knowledge.whole_servers import starts_a_server
from kafka_architect.validation.role import SERVERS, Client, Role
from kafka_architect.validation.rules import rules
from kafka_architect.validation.source_file import SourceFile

from .combinations import DRAWINGS, draw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.rule import Rule, Version
    from tools.kafka.judge.judge import Case, Judgement

FIXED_SEED = 20_261_124
DRAWN_SEED = random.SystemRandom().randrange(10**9)
SHARE_OF_FIXED, SHARE_OF_DRAWN = 0.5, 0.15  # of 5,000; the constructors of clients take most of the time
FEWEST = 3_000

needs_java = pytest.mark.skipif(
    not (shutil.which("javac") and shutil.which("mvn")), reason="needs a JDK and Maven on PATH"
)


def cases(version: str, seed: int, share: float = 1.0) -> list[Case]:
    """Combinations of all roles that the jars of the version serve."""
    from tools.kafka.judge.judge import Case, roles_of

    chance = random.Random(f"{seed} {version}")
    served = [drawing for drawing in DRAWINGS if drawing.role in roles_of(version)]
    # Where some roles are not served, the others make up for them.
    scale = share * max(1.0, 5_100 / sum(drawing.of_5000 for drawing in served))
    drawn = []
    for drawing in served:
        for _ in range(round(drawing.of_5000 * scale)):
            properties = draw(drawing, chance)
            if drawing.role == "topic":
                known = key_catalogue(version, Role.TOPIC)
                properties = {key: value for key, value in properties.items() if key in known}
            if not needs_key_material(properties) and not adds_to_another_file(drawing.role, properties):
                drawn.append(Case(drawing.role, properties))
    return drawn


def adds_to_another_file(role: str, properties: dict[str, str]) -> bool:
    """Whether it is so little of a server that the validator asks for nothing more: a part of a file."""
    if Role(role) not in SERVERS:
        return False
    return not starts_a_server(EffectiveConfig(configuration_of(Role(role), properties), "4.3"))


def needs_key_material(properties: dict[str, str]) -> bool:
    """Whether Kafka would read certificates out of the values, which are none here."""
    key, chain = "ssl.keystore.key" in properties, "ssl.keystore.certificate.chain" in properties
    lone_key = key and chain and not {"ssl.keystore.location", "ssl.keystore.password"} & set(properties)
    pem_store = properties.get("ssl.keystore.type") == "PEM" and "ssl.keystore.location" in properties
    certificates = "ssl.truststore.certificates" in properties
    pem_trust = properties.get("ssl.truststore.type") == "PEM"
    lone_trust = {"ssl.truststore.location", "ssl.truststore.password"} & set(properties)
    return (
        (lone_key and properties.get("ssl.keystore.type") == "PEM")
        or (pem_store and not key and not chain and "ssl.keystore.password" not in properties)
        or (certificates and pem_trust and not lone_trust)
        or (
            pem_trust
            and not certificates
            and "ssl.truststore.location" in properties
            and "ssl.truststore.password" not in properties
        )
    )


def refusing(case: Case, version: str) -> list[str]:
    """The rules that say that Kafka refuses the configuration, each with its message."""
    configuration = configuration_of(Role(case.role), case.properties)
    found = []
    for one in (configuration, *embedded_clients(configuration, version)):
        config = EffectiveConfig(one, version)
        for rule in refusing_rules(config.role, config.version):
            if rule.check_config is not None:
                found += [f"{rule.code}: {problem.message}" for problem in rule.check_config(config)]
    return found


def configuration_of(role: Role, properties: Mapping[str, str]) -> Configuration:
    """The configuration of a file with these properties."""
    configuration = Configuration(role, "case", SourceFile("case.properties", ""), "test")
    for key, value in properties.items():
        configuration.put(Setting(key, value))
    return configuration


@cache
def refusing_rules(role: Role, version: Version) -> tuple[Rule, ...]:
    """The rules that speak of what Kafka refuses of a Java client, server or topic."""
    return tuple(
        rule
        for rule in rules().values()
        if rule.verdict is Verdict.REFUSES and rule.check_config is not None
        if rule.applies_to(role, Client.JAVA, version)
    )


def difference(case: Case, said: list[str], judged: Judgement) -> str:
    """One line of the list of disagreements."""
    kafka = f"{judged.exception}: {judged.message} ({judged.place})" if judged.refused else "accepts"
    return f"{case.role} {dict(case.properties)}\n  here: {said or 'accepted'}\n  Kafka: {kafka}"


@pytest.mark.java
@needs_java
@pytest.mark.parametrize("version", known_versions())
def test_combinations_are_refused_exactly_where_kafka_throws(version: str) -> None:
    from tools.kafka.judge.judge import verdicts

    tried = cases(version, FIXED_SEED, SHARE_OF_FIXED) + cases(version, DRAWN_SEED, SHARE_OF_DRAWN)
    judgements = verdicts(version, tried)
    differences = []
    refused: Counter[str] = Counter()
    for case, judged in zip(tried, judgements, strict=True):
        said = refusing(case, version)
        refused[case.role] += judged.refused
        if bool(said) != judged.refused:
            differences.append(difference(case, said, judged))

    drawn = Counter(case.role for case in tried)
    found = (
        f"Kafka {version}, seeds {FIXED_SEED} and {DRAWN_SEED}: {len(differences)} of {len(tried):,} differ"
    )
    report = "\n".join([found, *differences[:40]])
    print(report.splitlines()[0], {role: f"{refused[role]} of {drawn[role]} refused" for role in drawn})
    assert len(tried) >= FEWEST, report
    # Were everything refused, or nothing, agreement would mean little.
    assert all(0.05 < refused[role] / drawn[role] < 0.95 for role in drawn), report
    assert not differences, report
