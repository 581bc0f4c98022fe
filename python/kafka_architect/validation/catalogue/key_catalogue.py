"""The keys of a role in a Kafka version: what a file for that role may contain."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kafka_architect.validation.catalogue.key_definition import KeyDefinition, KeyType, UpdateMode, from_line
from kafka_architect.validation.catalogue.prefixes import (
    INHERITED,
    OPEN,
    SECTIONS,
    beginnings,
    expansions,
    flow_prefix,
)
from kafka_architect.validation.catalogue.storage import librdkafka, sections
from kafka_architect.validation.catalogue.versions import PARTIAL_VERSIONS, known_versions, resolve_version
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# As many as a megabyte of short lines has: each key is asked for by a dozen rules.
_MOST_REMEMBERED, _LONGEST_REMEMBERED = 100_000, 200


class KeyMatch(NamedTuple):
    """How a key is read: the definition of what stands behind the prefix, if there is one."""

    definition: KeyDefinition
    prefix: str
    inherited: bool  # a key of a client inside, written without the client's prefix


# What a dictionary gives that does not remember yet: None is an answer.
_NOT_ASKED = KeyMatch(from_line("", {"type": KeyType.STRING}, "", ""), "", False)
_NOT_JUDGED = "not judged yet"


class Section:
    """The keys that one ConfigDef has; definitions are made when asked for."""

    def __init__(self, name: str, version: str, lines: Mapping[str, Mapping[str, Any]]) -> None:
        self.name = name
        self.version = version
        self._lines = lines
        self._definitions: dict[str, KeyDefinition] = {}

    def get(self, key: str) -> KeyDefinition | None:
        """The definition of exactly this key."""
        definition = self._definitions.get(key)
        if definition is None:
            line = self._lines.get(key)
            if line is None:
                return None
            definition = self._definitions[key] = from_line(key, line, self.name, self.version)
        return definition

    def keys(self) -> tuple[str, ...]:
        """Every key, in order of the alphabet."""
        return tuple(self._lines)


class KeyCatalogue:
    """What a role understands. `version` is the catalogue that is really asked."""

    def __init__(self, version: str, role: Role, client: Client) -> None:
        self.role = role
        self.client = client
        self._asked = version
        self._own = _librdkafka() if client is Client.LIBRDKAFKA else _own(version, role)
        self._inherited = () if client is Client.LIBRDKAFKA else _inherited(version, role)
        self.version = self._own[0].version
        self._names: frozenset[str] | None = None  # once a key is asked for
        self._beginnings: tuple[str, ...] = ()
        self._matches: dict[str, KeyMatch | None] = {}
        self._of_flows: dict[str, tuple[KeyDefinition, str] | None] = {}  # by what follows A->B.
        self._alike: dict[str, tuple[str, ...]] = {}
        self._required: tuple[str, ...] | None = None
        self._keys: tuple[str, ...] | None = None
        self._refusals: dict[tuple[str, str], str | None] = {}

    def get(self, key: str) -> KeyDefinition | None:
        """The definition behind a key as it may stand in a file, or None where nothing reads it.

        Understands prefixes: of listeners and embedded clients, for instance. `name` of the answer is the
        key without its prefix.
        """
        match = self.match(key)
        return None if match is None else match.definition

    def match(self, key: str) -> KeyMatch | None:
        """The definition behind a key, and how the key leads to it."""
        found = self._matches.get(key, _NOT_ASKED)
        if found is not _NOT_ASKED:
            return found
        if key not in (self._names or self._names_read()) and not key.startswith(self._beginnings):
            return None  # strange keys are many, and quicker told again than remembered
        if len(self._matches) >= _MOST_REMEMBERED:
            self._matches.clear()
        match = self._matches[key] = self._match(key)
        return match

    def known(self, keys: Iterable[str]) -> list[str]:
        """Those of many keys that there are definitions behind."""
        names, start, match = self._names or self._names_read(), self._beginnings, self.match
        return [key for key in keys if (key in names or key.startswith(start)) and match(key) is not None]

    def _names_read(self) -> frozenset[str]:
        """All names, and how keys begin that stand behind a prefix: others are strange."""
        if self._names is None:
            self._names = frozenset(
                name
                for section in (*self._own, *self._inherited)
                for name in section.keys()  # noqa: SIM118 - a section is no mapping
            )
            if self.client is not Client.LIBRDKAFKA:
                self._beginnings = beginnings(self.role)
        return self._names

    def _match(self, key: str) -> KeyMatch | None:
        for section in self._own:
            definition = section.get(key)
            if definition is not None:
                return KeyMatch(definition, "", False)
        if self.client is Client.LIBRDKAFKA:
            return None
        if self.role is Role.MM2 and (flow := flow_prefix(key)):
            return self._match_of_flow(flow, key[len(flow) :])
        return self._match_prefixed(key)

    def _match_prefixed(self, key: str) -> KeyMatch | None:
        for prefix, name, rest in expansions(self.role, key):
            if name == OPEN:
                return KeyMatch(_open(prefix, rest, self.version), prefix, False)
            definition = section_catalogue(self._asked, name).get(rest)
            if definition is not None:
                return KeyMatch(definition, prefix, False)
        for section in self._inherited:
            definition = section.get(key)
            if definition is not None:
                return KeyMatch(definition, "", True)
        return None

    def _match_of_flow(self, flow: str, rest: str) -> KeyMatch | None:
        """As of any key, remembered by its rest: MirrorMakers repeat few of them, for many flows."""
        if rest not in self._of_flows:
            found = None
            for prefix, name, own in expansions(self.role, flow + rest):
                definition = section_catalogue(self._asked, name).get(own)
                if definition is not None:
                    found = (definition, prefix[len(flow) :])
                    break
            if len(self._of_flows) >= _MOST_REMEMBERED:
                self._of_flows.clear()
            self._of_flows[rest] = found
        known = self._of_flows[rest]
        return None if known is None else KeyMatch(known[0], flow + known[1], False)

    def refusal(self, key: str, value: str) -> str | None:
        """Why a value of a key is refused; remembered, since files repeat each other's values."""
        match = self.match(key)
        if match is None:
            return None
        reason = self._refusals.get((key, value), _NOT_JUDGED)
        if reason is _NOT_JUDGED:
            reason = match.definition.refusal(value)
            if len(self._refusals) <= _MOST_REMEMBERED and len(value) <= _LONGEST_REMEMBERED:
                self._refusals[key, value] = reason
        return reason

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.match(key) is not None

    def keys(self) -> tuple[str, ...]:
        """The role's own keys, without prefixes and without those of clients inside."""
        if self._keys is None:
            self._keys = self._listed()
        return self._keys

    def _listed(self) -> tuple[str, ...]:
        names = dict.fromkeys(key for section in self._own for key in section.keys())  # noqa: SIM118
        other = {Role.PRODUCER: "C", Role.CONSUMER: "P"}.get(self.role, "")
        if self.client is not Client.LIBRDKAFKA or not other:
            return tuple(names)
        return tuple(key for key in names if (found := self.get(key)) is None or found.scope != other)

    def required(self) -> tuple[str, ...]:
        """The keys without which Kafka does not start; of Connect workers, those of distributed mode."""
        if self._required is None:
            first = self._own[0]
            found = ((key, first.get(key)) for key in first.keys())  # noqa: SIM118 - a section is no mapping
            self._required = tuple(key for key, one in found if one is not None and one.required)
        return self._required

    def nearest(self, key: str) -> str | None:
        """The key that was probably meant: a few slips away, or in another style; None where several are."""
        alike = self.alike(key)
        return alike[0] if len(alike) == 1 else None

    def alike(self, key: str) -> tuple[str, ...]:
        """The keys that may have been meant, all as much alike."""
        from kafka_architect.validation.catalogue.nearest import dotted, nearest_keys

        if key not in self._alike:
            if len(self._alike) >= _MOST_REMEMBERED:
                self._alike.clear()
            spellings = (key.strip().lower(), dotted(key))  # with the prefixes that `keys` does not list
            known = next((one for one in spellings if one != key and one in self), None)
            self._alike[key] = nearest_keys(key, self.keys()) if known is None else (known,)
        return self._alike[key]

    def certain(self, key: str) -> str | None:
        """The key that was certainly meant: another spelling, or a clear slip in a long name."""
        from kafka_architect.validation.catalogue.nearest import certain_word, same_word

        meant = self.nearest(key)
        if meant is None or same_word(key, (meant,)) is not None:
            return meant
        return meant if certain_word(key, self.keys()) == meant else None


@cache
def key_catalogue(version: str, role: Role, client: Client = Client.JAVA) -> KeyCatalogue:
    """The keys of `role` in the Kafka version, as `client` understands them.

    kafka-python and aiokafka are asked by the names of the Java client: their dialect translates arguments.

    For a version of which only a part is known, the rest comes from the newest complete one before it.
    """
    return KeyCatalogue(resolve_version(version), role, client)


@cache
def section_catalogue(version: str, name: str) -> Section:
    """The keys of one ConfigDef by its name: `group`, `quota-user` or `mm2-source`, say."""
    for known in _itself_and_older(resolve_version(version)):
        section = sections(known).get(name)
        if section is not None:
            return Section(name, known, section["keys"])
        if known not in PARTIAL_VERSIONS:
            break
    return Section(name, version, {})


@lru_cache(maxsize=1024)
def where_known(key: str, version: str) -> tuple[Role, ...]:
    """The roles that have exactly this key; a controller has the broker's."""
    return tuple(
        role
        for role, names in SECTIONS.items()
        if role is not Role.CONTROLLER
        and any(
            section_catalogue(version, name).get(key) is not None
            for name in names
            if role is not Role.MM2 or name.startswith("mm2")  # not what the workers inside MirrorMaker have
        )
    )


def _own(version: str, role: Role) -> tuple[Section, ...]:
    return tuple(section_catalogue(version, name) for name in SECTIONS[role])


def _inherited(version: str, role: Role) -> tuple[Section, ...]:
    return tuple(section_catalogue(version, name) for name in INHERITED.get(role, ()))


@cache
def _librdkafka() -> tuple[Section, ...]:
    """Global keys win over those of topics, as in rd_kafka_conf_set."""
    version, found = librdkafka()
    names = ("librdkafka", "librdkafka-topic", "librdkafka-python")
    return tuple(Section(name, version, found[name]["keys"]) for name in names)


def _itself_and_older(version: str) -> list[str]:
    known = known_versions()
    return [*reversed(known[: known.index(version) + 1])]


def _open(prefix: str, rest: str, version: str) -> KeyDefinition:
    """A setting of a plugin: text, as far as Kafka knows."""
    kind = KeyType.CLASS if prefix.startswith("config.providers.") and rest == "class" else KeyType.STRING
    return KeyDefinition(rest, kind, None, False, "", UpdateMode.READ_ONLY, False, False, OPEN, version)
