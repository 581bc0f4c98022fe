"""Rules of the platform team."""

from collections.abc import Iterator

from kafka_architect.validation.own_rules import EffectiveConfig, Problem, Role, Severity, Verdict, rule


@rule(
    "ACME001",
    "client-without-team",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER],
    profile="dev",
    summary="client.id does not begin with a team: quotas cannot be assigned.",
    why="Quotas and dashboards are kept per team, and take it from client.id: payments.checkout.",
    sources=["https://wiki.example.org/kafka/naming"],
    bad="bootstrap.servers=kafka:9092\nclient.id=checkout",
    good="bootstrap.servers=kafka:9092\nclient.id=payments.checkout",
)
def client_without_team(config: EffectiveConfig) -> Iterator[Problem]:
    name = config.text("client.id")
    if name is not None and "." not in name:
        yield config.problem("client.id", f"client.id={name} names no team; write team.application")
