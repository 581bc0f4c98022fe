"""UPG007: a key that nothing reads where it stands: misspelt, or another role's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, JAVA_ONLY, Client, Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.upgrades.removed_keys import minor
from kafka_architect.validation.rules.values.stray_keys import Kind, stray_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.rules.values.stray_keys import Stray
    from kafka_architect.validation.source_file import Span
    from kafka_architect.validation.system import System


_TOLD = (Kind.SLIP, Kind.OTHER_ROLE, Kind.SCALA, Kind.OTHER_CLIENT, Kind.NEWER)


def _concerned(config: EffectiveConfig) -> bool:
    """Topics and librdkafka refuse such keys (VAL010, VAL011); a client inside is seen with its program."""
    own = config.client is Client.JAVA and config.configuration.parent is None
    return own and config.role is not Role.TOPIC


def _of_another_rule(config: EffectiveConfig, stray: Stray) -> bool:
    """Topic keys in a broker's file, which have another name there, are BRK014's."""
    return config.role is Role.BROKER and stray.kind is Kind.OTHER_ROLE and stray.meant is not None


def _problem(config: EffectiveConfig, stray: Stray) -> Problem:
    key, fix = stray.key, None
    if stray.kind is Kind.NEWER:
        text = f"{key} exists since Kafka {minor(stray.version)}; {minor(config.kafka_version)} ignores it"
    elif stray.kind is Kind.SCALA:
        hint = f"; the Java client uses {stray.meant}" if stray.meant else ""
        text = (
            f"{key} is a key of the Scala {config.role}, which was removed in Kafka 2.0: it is ignored{hint}"
        )
    elif stray.kind is Kind.OTHER_CLIENT:
        text = f"{key} is a librdkafka key, which Java clients ignore"
    elif stray.kind is Kind.OTHER_ROLE:
        owner = " and ".join(str(role) for role in stray.roles[:2])
        hint = f"; here it is called {stray.meant}" if stray.meant else ""
        text = f"{key} is a {owner} key; in a {config.role} configuration it is ignored{hint}"
        fix = config.fix_rename(stray.setting, stray.meant) if stray.meant else None
    else:
        text = f"{key} is not a Kafka configuration and is ignored{stray.hint}"
        fix = config.fix_rename(stray.setting, stray.meant) if stray.meant is not None else None
    return config.problem(stray.setting, text, fix=fix)


@system_rule(
    "UPG007",
    "key-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, *sorted(EVERY_ROLE - {Role.BROKER, Role.TOPIC})],
    clients=JAVA_ONLY,
    profile="dev",
    summary="A key is misspelled or belongs to another role: Kafka logs it and uses the default.",
    why=(
        'AbstractConfig only warns ("These configurations were supplied but are not used yet"), and most '
        "applications suppress even that. The file says one thing, the process does another. Keys of "
        "serializers, interceptors, reporters and other plug-ins are not reported."
    ),
    sources=[
        "kafka-clients, AbstractConfig.logUnused",
        "https://kafka.apache.org/documentation/#configuration",
    ],
    bad="process.roles=broker,controller\nnode.id=1\nmin.insync.replica=2",
    good="process.roles=broker,controller\nnode.id=1\nmin.insync.replicas=2",
)
def key_unknown(system: System) -> Iterator[Problem]:
    """A key is misspelled or belongs to another role: Kafka logs it and uses the default."""
    found: dict[tuple[object, Span], list[tuple[EffectiveConfig, Stray]]] = {}
    without: set[tuple[object, ...]] = set()  # catalogues and keys: thousands of clients write the same few
    for config in filter(_concerned, system.configs):
        keys = (config.catalogue, *config.settings)
        if keys in without:
            continue
        if len(config.catalogue.known(config.settings)) == len(config.settings):
            without.add(keys)
            continue
        for stray in stray_keys(config):
            span = stray.setting.key_span
            if span is not None and not _of_another_rule(config, stray):
                found.setdefault((config.file, span), []).append((config, stray))
    holders = _holders(system, found)
    for place, strays in found.items():
        # A block that several clients share is fine as soon as one of them reads the key.
        told = [one for one in strays if one[1].kind in _TOLD]
        told.sort(key=lambda one: one[1].kind is not Kind.SLIP)
        if told and len(strays) == holders[place]:
            yield _problem(*told[0])


def _holders(system: System, places: Collection[tuple[object, Span]]) -> Counter[tuple[object, Span]]:
    """How many configurations have each of some keys."""
    holders: Counter[tuple[object, Span]] = Counter()
    for config in filter(_concerned, system.configs) if places else ():
        file = config.file
        spans = (setting.key_span for setting in config.settings.values())
        holders.update((file, span) for span in spans if span is not None and (file, span) in places)
    return holders
