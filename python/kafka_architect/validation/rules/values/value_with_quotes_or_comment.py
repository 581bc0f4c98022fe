"""VAL009: quotes or a comment that are part of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.undressing import undressed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "VAL009",
    "value-with-quotes-or-comment",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    profile="dev",
    summary="Quotes or a trailing comment are part of the value: .properties files support neither.",
    why=(
        'java.util.Properties reads everything up to the end of the line. group.id="orders" is a group whose '
        "name contains quotes, and client.id=orders # of the shop a client with a long name. Numbers and "
        "names from a list are then rejected; free text is accepted unchanged."
    ),
    sources=["java.util.Properties.load"],
    bad='client.id="orders"',
    good="client.id=orders",
)
def value_with_quotes_or_comment(config: EffectiveConfig) -> Iterator[Problem]:
    """Quotes or a trailing comment are part of the value: .properties files support neither."""
    if config.configuration.parent is not None:
        return
    for key, setting in config.settings.items():
        value = setting.value
        bare = undressed(value) if value is not None and setting.resolved else None
        if value is None or not bare or bare == value.strip() or setting.secret:
            continue
        match = config.catalogue.match(key)
        if match is None or match.definition.refusal(value) is not None:  # others speak of what is refused
            continue
        what = "the quotes are" if value.strip()[0] in "'\"" else "the comment is"
        yield config.problem(
            setting,
            f"{key}={setting.shown}: {what} part of the value; write {bare}",
            fix=config.fix_set(key, bare),
        )
