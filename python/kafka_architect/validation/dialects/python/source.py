"""Python programs: the clients that they make of literals, by confluent-kafka, kafka-python and aiokafka.

The source is parsed, never run. confluent-kafka takes a dict of librdkafka's keys; the other two take keyword
arguments, which become Kafka's keys where they mean the same. What is no literal is only known later.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Loss, Origin, Reading, Setting
from kafka_architect.validation.dialects.python.clients import (
    ASSIGNORS,
    CLASSES,
    DEFAULTS,
    KAFKA_KEYS,
    NEW_TOPIC,
    OWN,
    PACKAGES,
    RENAMED,
    SECURITY,
)
from kafka_architect.validation.dialects.python.kafka_python_versions import (
    older_defaults,
    older_refusals,
    takes,
)
from kafka_architect.validation.dialects.python.literals import kafka_text, literal
from kafka_architect.validation.dialects.python.lookup import Position
from kafka_architect.validation.dialects.python.refusals import Arguments, refusals
from kafka_architect.validation.dialects.python.requirements import NEWEST, kafka_python_of
from kafka_architect.validation.dialects.python.scopes import Scopes, name_of
from kafka_architect.validation.dialects.python.tree import python_file
from kafka_architect.validation.dialects.python.values import Entries, Entry, dict_entries, keyword_entries
from kafka_architect.validation.dialects.python.writer import PythonWriter
from kafka_architect.validation.knowledge.librdkafka_keys import ALIASES
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.python.tree import PythonFile
    from kafka_architect.validation.source_file import SourceFile

NAME = "python-source"
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(?:confluent_kafka|kafka|aiokafka)\b", re.MULTILINE)
_TOPIC_MAPS = ("default.topic.config",)


def recognises(file: SourceFile) -> bool:
    """By an import of a client."""
    return file.path.lower().endswith(".py") and _IMPORT.search(file.text) is not None


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each client and topic that the program makes."""
    source = python_file(file)
    reading = Reading(faults=list(source.faults))
    scopes = Scopes(source.tree)
    names = _imported(scopes)
    for call in scopes.calls:
        client, name = _resolve(call, names)
        if client is None:
            continue
        made = CLASSES.get((client, name))
        if made is not None and role in (None, made):
            reading.configurations.append(_Made(source, scopes, call, client, made).configuration())
        elif name == "NewTopic" and role in (None, Role.TOPIC):
            reading.configurations.append(_topic(source, scopes, call, client))
    if source.faults:  # what could not be read may set what seems to be missing
        for configuration in reading.configurations:
            configuration.complete = False
            for key in [key for key, one in configuration.settings.items() if one.value is None]:
                del configuration.settings[key]
            configuration.losses = [one for one in configuration.losses if one.setting.value is not None]
    return reading


def _imported(scopes: Scopes) -> dict[str, tuple[Client, str]]:
    """Local names -> the package that they come from and the name that they have there, "" for modules."""
    names: dict[str, tuple[Client, str]] = {}
    for node in scopes.imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                client = PACKAGES.get(alias.name.partition(".")[0])
                if client is not None:
                    names[alias.asname or alias.name.partition(".")[0]] = (client, "")
            continue
        client = PACKAGES.get((node.module or "").partition(".")[0]) if node.level == 0 else None
        if client is None:
            continue
        for alias in node.names:
            if alias.name == "*":
                known = [name for package, name in CLASSES if package is client]
                names.update({name: (client, name) for name in (*known, "NewTopic")})
            else:
                names[alias.asname or alias.name] = (client, alias.name)
    return names


def _resolve(call: ast.Call, names: dict[str, tuple[Client, str]]) -> tuple[Client | None, str]:
    dotted = name_of(call.func)
    first, _, rest = dotted.partition(".")
    client, name = names.get(first, (None, ""))
    return client, rest.rpartition(".")[2] or name


class _Made:
    """A client that a call makes."""

    def __init__(
        self, source: PythonFile, scopes: Scopes, call: ast.Call, client: Client, role: Role
    ) -> None:
        self._source, self._call, self._at = source, call, Position.of(scopes, call)
        self._client, self._role = client, role
        self._kind = (client, role)
        self._version = kafka_python_of(source.file) if client is Client.KAFKA_PYTHON else NEWEST
        self._renamed = RENAMED.get(self._kind, {})

    def configuration(self) -> Configuration:
        """What the call says."""
        entries = self._entries()
        span = self._source.span(self._call)
        line, _ = self._source.file.place(span.start)
        name = f"{self._source.file.name}:{line} {self._role}"
        found = Configuration(self._role, name, self._source.file, NAME, self._client)
        found.writer = PythonWriter(
            self._source, entries, self._spell, typed=self._client is not Client.LIBRDKAFKA
        )
        found.complete = entries.whole
        found.span = Span(span.start, span.start)
        defaults = DEFAULTS.get(self._kind, {}) | older_defaults(self._version, self._role)
        for key, value in defaults.items():
            # Where arguments may come from elsewhere, a default may be one of those that do not count.
            found.settings[key] = Setting(key, value, Origin.FRAMEWORK, resolved=entries.whole)
        for entry in entries.items:
            if self._client is Client.LIBRDKAFKA:
                self._take_key(found, entry)
            else:
                self._take_argument(found, entry)
        if self._client is not Client.LIBRDKAFKA:
            found.losses.extend(self._refused(entries))
        elif self._role is Role.CONSUMER and entries.whole and "group.id" not in found.settings:
            # Consumer_init of confluent-kafka; librdkafka itself would go on without.
            reason = "a confluent-kafka Consumer requires one"
            found.losses.append(Loss(Setting("group.id", None, written="group.id"), reason, raised=True))
        if self._client is Client.AIOKAFKA and self._role is Role.PRODUCER:
            _acks_of_idempotence(found)
        return found

    def _refused(self, entries: Entries) -> Iterator[Loss]:
        """The values for which the constructor raises."""
        by_name = {entry.key: entry for entry in entries.items}
        values = {name: literal(entry.value, entry.at) for name, entry in by_name.items() if entry.certain}
        known = {name: value.value for name, value in values.items() if value.known}
        arguments = Arguments(known, frozenset(by_name), entries.whole)
        refused = refusals(self._client, self._role, arguments)
        if self._version < NEWEST:
            refused = older_refusals(self._version, self._role, arguments)
        for name, reason in refused:
            key = self._renamed.get(name, name.replace("_", "."))
            yield Loss(self._setting(by_name[name], key), reason, raised=True)

    def _entries(self) -> Entries:
        call = self._call
        if self._client is not Client.LIBRDKAFKA:
            return keyword_entries(call, self._at)
        given = [keyword.value for keyword in call.keywords if keyword.arg in ("config", "conf")]
        argument = next((one for one in (*call.args[:1], *given) if not isinstance(one, ast.Starred)), None)
        if argument is None:
            return keyword_entries(call, self._at)
        entries = dict_entries(argument, self._at)
        for key in _TOPIC_MAPS:
            for entry in entries.by_key.pop(key, ()):
                entries.append(*dict_entries(entry.value, entry.at).items)
        return entries

    def _spell(self, key: str) -> str | None:
        if self._client is Client.LIBRDKAFKA:
            return key
        for name, kafka_key in self._renamed.items():
            if kafka_key == key:
                return name
        name = key.replace(".", "_")
        return name if name in KAFKA_KEYS[self._kind] and self._takes(name) else None

    def _take_key(self, found: Configuration, entry: Entry) -> None:
        """An item of a dict for librdkafka; the Avro clients take the registry's keys out first."""
        name = name_of(self._call.func).rpartition(".")[2]
        if name.startswith("Avro") and entry.key.startswith("schema.registry"):
            return
        found.put(self._setting(entry, ALIASES.get(entry.key, entry.key)))

    def _take_argument(self, found: Configuration, entry: Entry) -> None:
        name = entry.key
        if not self._takes(name):
            whose = str(self._client)
            if self._version < NEWEST:
                whose += " " + ".".join(map(str, self._version))
            key = name.replace("_", ".")
            found.losses.append(
                Loss(self._setting(entry, key), f"{whose} has no such argument", key, raised=True)
            )
        elif name in SECURITY:
            self._take_security(found, entry)
        elif name in self._renamed or name in KAFKA_KEYS[self._kind]:
            setting = self._setting(entry, self._renamed.get(name, name.replace("_", ".")))
            if setting.value is None and name == "compression_type":
                setting = self._setting(entry, setting.key, "none")
            if setting.value is not None:
                found.put(setting)

    def _takes(self, name: str) -> bool:
        known = (
            name in SECURITY
            or name in self._renamed
            or name in KAFKA_KEYS[self._kind]
            or name in OWN[self._client]
        )
        return takes(self._version, name, known=known) if self._client is Client.KAFKA_PYTHON else known

    def _take_security(self, found: Configuration, entry: Entry) -> None:
        if entry.key == "ssl_check_hostname":
            setting = self._setting(entry, "ssl.endpoint.identification.algorithm")
            if setting.resolved:
                value = "" if setting.value == "false" else "https"
                setting = self._setting(entry, setting.key, value)
            # The values are of another kind: the argument cannot be set to an algorithm.
            found.put(Setting(setting.key, setting.value, written=entry.key, key_span=setting.key_span,
                              resolved=setting.resolved, file=setting.file))  # fmt: skip
        elif entry.key == "ssl_password":
            found.put(self._setting(entry, "ssl.key.password"))
        else:
            found.put(self._setting(entry, "sasl.password"))

    def _setting(self, entry: Entry, key: str, text: str | None = None) -> Setting:
        return setting_of(self._source, entry, key, text)


def _acks_of_idempotence(producer: Configuration) -> None:
    """AIOKafkaProducer.__init__: idempotence makes acks all where nobody says otherwise."""
    idempotent = producer.settings["enable.idempotence"].value == "true"
    if idempotent and producer.settings["acks"].origin is Origin.FRAMEWORK:
        producer.settings["acks"] = Setting("acks", "all", Origin.FRAMEWORK)


def setting_of(source: PythonFile, entry: Entry, key: str, text: str | None = None) -> Setting:
    """An entry as a setting under a key; `text` in place of its own value."""
    value, known, default_of = literal(entry.value, entry.at)
    classes = _assignors(entry.value)
    if classes is not None:
        value, known = classes, True
    written = text if text is not None else kafka_text(value) if known else source.source(entry.value)
    key_span = source.span(entry.key_node)
    if isinstance(entry.key_node, ast.keyword):
        key_span = Span(key_span.start, key_span.start + len(entry.key))
    return Setting(
        key, written, written=entry.key, span=source.span(entry.value), key_span=key_span,
        resolved=known and entry.certain, file=source.file, default_of=default_of or entry.default_of,
    )  # fmt: skip


def _assignors(node: ast.expr) -> str | None:
    """A list of kafka-python's assignor classes as Kafka's names for the same."""
    if not isinstance(node, (ast.List, ast.Tuple)) or not node.elts:
        return None
    names = [ASSIGNORS.get(name_of(item).rpartition(".")[2], "") for item in node.elts]
    return ",".join(names) if all(names) else None


def _topic(source: PythonFile, scopes: Scopes, call: ast.Call, client: Client) -> Configuration:
    """A topic that the program creates; -1 partitions or replicas are the broker's default."""
    arguments, at = NEW_TOPIC[client], Position.of(scopes, call)
    span = source.span(call)
    found = Configuration(Role.TOPIC, f"{source.file.name}: topic", source.file, NAME)
    found.span = Span(span.start, span.start)
    keywords = {keyword.arg: keyword for keyword in call.keywords}
    facts = (attributes.TOPIC_NAME, attributes.PARTITIONS, attributes.REPLICATION_FACTOR)
    for position, (name, fact) in enumerate(zip(arguments.names, facts, strict=True)):
        value = keywords[name].value if name in keywords else None
        if value is None and position < len(call.args):
            value = call.args[position]
        if value is None or isinstance(value, ast.Starred):
            continue
        setting = setting_of(source, Entry(name, value, value, call, at), fact)
        if setting.value != "-1":
            found.attributes[fact] = setting
    named = found.attributes.get(attributes.TOPIC_NAME)
    if named is not None and named.resolved and named.value:
        found.name = named.value
    config = keywords.get(arguments.config)
    entries = Entries()
    if config is not None:
        entries = dict_entries(config.value, at)
        for entry in entries.items:
            found.put(setting_of(source, entry, entry.key))
    found.complete = entries.whole and None not in keywords
    found.writer = PythonWriter(source, entries, str, typed=False)
    return found
