"""The binders of a Spring Cloud Stream application: each has a type, and an environment of its own over all.

`spring.cloud.stream.binders.NAME.environment` holds properties under their whole names; they win over those
of the application, which a binder inherits. A binding says which binder it uses, or uses the default.
Source: BinderProperties, DefaultBinderFactory.getBinder of Spring Cloud Stream 4.3.0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin, Setting
from kafka_architect.validation.dialects.formats.flat_keys import FlatDocument
from kafka_architect.validation.dialects.spring.profiles import uniform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.dialects.formats.flat_keys import FlatKey
    from kafka_architect.validation.dialects.spring.profiles import Variant

_BINDERS = "spring.cloud.stream.binders."
_DEFAULT = "spring.cloud.stream.defaultbinder"
_ENVIRONMENT = "environment"
_KRB5 = "com.sun.security.auth.module.Krb5LoginModule"
_STREAMS_TYPES = frozenset({"kstream", "ktable", "globalktable"})


@dataclass(frozen=True, slots=True)
class Binder:
    """One binder: its name ("" where the application names none), and the properties that it sees."""

    name: str
    type: str
    variant: Variant
    default: bool

    @property
    def of_messages(self) -> bool:
        """Whether it is Kafka's binder of message channels."""
        return self.type == "kafka"

    @property
    def of_streams(self) -> bool:
        """Whether it is one of Kafka Streams' binders."""
        return self.type in _STREAMS_TYPES

    def takes(self, binding_binder: str | None) -> bool:
        """Whether it is the binder of a binding that names `binding_binder`, or none."""
        if not self.name:
            return binding_binder is None or "kafka" in binding_binder.lower()
        return self.default if binding_binder is None else binding_binder == self.name


def binders_of(variant: Variant) -> list[Binder]:
    """The binders that a variant declares; one without a name where it declares none."""
    declared: dict[str, list[tuple[str, FlatKey]]] = {}
    chosen = None
    for document in variant.documents:
        for key in document.keys:
            if uniform(key.name).startswith(_BINDERS):
                name, _, rest = key.name[len(_BINDERS) :].partition(".")
                if rest:
                    declared.setdefault(name, []).append((rest, key))
            elif uniform(key.name) == _DEFAULT:
                chosen = key.setting.value
    if not declared:
        return [Binder("", "kafka", variant, default=True)]
    return [
        Binder(
            name,
            _type(name, keys),
            _with_environment(variant, keys),
            default=name == chosen or (chosen is None and _alone(name, keys, declared)),
        )
        for name, keys in declared.items()
    ]


def take_login(configuration: Configuration, typed: Mapping[str, Setting]) -> None:
    """binder.jaas (JaasLoginModuleConfiguration): a login for the whole JVM, as if each client had it."""
    own = {name: setting for name, setting in typed.items() if name.startswith("jaas.")}
    if not own or "sasl.jaas.config" in configuration.settings:
        return
    module, flag = own.get("jaas.loginmodule"), own.get("jaas.controlflag")
    options = {name.rpartition(".")[2]: one for name, one in own.items() if name.startswith("jaas.options.")}
    written = " ".join(f'{name}="{setting.value}"' for name, setting in options.items())
    first = options.get("password") or next(iter(own.values()))
    configuration.settings["sasl.jaas.config"] = Setting(
        "sasl.jaas.config",
        f"{module.value if module else _KRB5} {flag.value if flag else 'required'} {written};",
        first.origin,
        written=first.written,
        key_span=first.key_span,
        resolved=all(setting.resolved for setting in own.values()),
        file=first.file,
    )


def default_setting(key: str, value: str) -> Setting:
    """What the binder sets where nobody else does."""
    return Setting(key, value, Origin.FRAMEWORK)


def with_default_port(servers: str, port: str) -> str:
    """KafkaBinderConfigurationProperties.toConnectionString: hosts without a port get the default one."""
    hosts = (server.strip() for server in servers.split(","))
    return ",".join(host if ":" in host or not port else f"{host}:{port}" for host in hosts)


def _type(name: str, keys: list[tuple[str, FlatKey]]) -> str:
    types = [key.setting.value for rest, key in keys if uniform(rest) == "type" and key.setting.value]
    return types[-1] if types else name


def _alone(
    name: str, keys: list[tuple[str, FlatKey]], declared: Mapping[str, list[tuple[str, FlatKey]]]
) -> bool:
    """Whether a binder is the default though nobody says so: no other is a candidate."""
    return _candidate(keys) and not any(
        _candidate(others) for other, others in declared.items() if other != name
    )


def _candidate(keys: list[tuple[str, FlatKey]]) -> bool:
    return not any(uniform(rest) == "defaultcandidate" and key.setting.value == "false" for rest, key in keys)


def _with_environment(variant: Variant, keys: list[tuple[str, FlatKey]]) -> Variant:
    """The variant as the binder sees it: its own environment last."""
    inherits = not any(
        uniform(rest) == "inheritenvironment" and key.setting.value == "false" for rest, key in keys
    )
    own = []
    for rest, key in keys:
        head, _, name = rest.partition(".")
        if head.lower() == _ENVIRONMENT and name:
            own.append(replace(key, name=name))
    last = variant.last
    added = FlatDocument(last.file, last.span, own, last.root, last.block)
    documents = variant.documents if inherits else tuple(map(_bindings_alone, variant.documents))
    return replace(variant, documents=(*documents, added))


def _bindings_alone(document: FlatDocument) -> FlatDocument:
    """What belongs to bindings, and not to the environment that a binder may not inherit."""
    kept = [key for key in document.keys if ".bindings." in key.name]
    return FlatDocument(document.file, document.span, kept, document.root, document.block)
