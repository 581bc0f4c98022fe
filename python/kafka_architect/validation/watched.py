"""A configuration that notes what a rule looks at, to tell on what its words depend.

What a rule reads of a value is noted; which keys there are is not, since only configurations with the same
keys, in the same order, are compared. Where it asks for what is each configuration's own (names, places,
files, writers), nothing can be concluded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.role import Client, Role

FACT = "@"  # marks the names of facts
_INDEX = {name: index for index, name in enumerate(Setting._fields)}


class Place(NamedTuple):
    """Where a configuration has a setting: among its facts or its settings, and under which name."""

    fact: bool
    name: str

    def of(self, configuration: Configuration) -> Setting:
        """What another configuration has there."""
        return (configuration.attributes if self.fact else configuration.settings)[self.name]


class FixCall(NamedTuple):
    """How a rule asked for a fix: the method of EffectiveConfig, the key, and what else it was given."""

    method: str
    key: str
    options: tuple[tuple[str, Any], ...]

    def of(self, config: EffectiveConfig) -> Fix | None:
        """The fix of a configuration."""
        if self.method == "set":
            return config.fix_set(self.key, **dict(self.options))
        setting = config.configuration.settings[self.key]
        if self.method == "remove":
            return config.fix_remove(setting, **dict(self.options))
        return config.fix_rename(setting, **dict(self.options))


class Notes:
    """What was looked at."""

    def __init__(self) -> None:
        self.read: set[str] = set()  # keys of which a value, or what is known of it, was read; facts as @name
        self.named: set[str] = set()  # keys that were asked for by their name
        self.elsewhere = False
        self.fixes: list[tuple[FixCall, Fix | None]] = []


def _content(name: str) -> Any:
    """A field that configurations are compared by: the key that it is read of is noted."""
    index = _INDEX[name]

    def read(setting: WatchedSetting) -> Any:
        setting.notes.read.add(setting.name)
        return tuple.__getitem__(setting, index)

    return property(read)


def _own(name: str) -> Any:
    """A field that each configuration has its own of."""
    index = _INDEX[name]

    def read(setting: WatchedSetting) -> Any:
        setting.notes.elsewhere = True
        return tuple.__getitem__(setting, index)

    return property(read)


class WatchedSetting(Setting):
    """A setting that notes what is looked at."""

    notes: Notes
    fact: bool
    name: str  # the key, or @ and the name of a fact

    value = _content("value")
    origin = _content("origin")
    resolved = _content("resolved")
    default_of = _content("default_of")
    written = _own("written")
    span = _own("span")
    key_span = _own("key_span")
    file = _own("file")

    @classmethod
    def of(cls, setting: Setting, place: Place, notes: Notes) -> WatchedSetting:
        """A setting, watched."""
        made = cls._make(tuple.__iter__(setting))
        made.notes, made.fact = notes, place.fact
        made.name = FACT + place.name if place.fact else place.name
        return made

    @property
    def secret(self) -> bool:
        """As of any setting: whether the spelling names a secret is part of what is compared."""
        written = tuple.__getitem__(self, _INDEX["written"])
        return is_secret(self.key, self.value) or (written != self.key and is_secret(str(written), None))

    def __iter__(self) -> Iterator[Any]:
        self.notes.elsewhere = True
        return super().__iter__()

    def __getitem__(self, index: Any) -> Any:
        self.notes.elsewhere = True
        return super().__getitem__(index)

    def __eq__(self, other: object) -> bool:
        self.notes.elsewhere = True
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self.notes.elsewhere = True
        return super().__ne__(other)

    def __hash__(self) -> int:
        self.notes.elsewhere = True
        return super().__hash__()


class _WatchedMapping(dict[str, Any]):
    """Settings or facts, watched; which there are is the same for all that are compared."""

    def __init__(self, own: Mapping[str, Setting], notes: Notes, *, facts: bool) -> None:
        super().__init__({key: WatchedSetting.of(one, Place(facts, key), notes) for key, one in own.items()})
        self._named = notes.named

    def get(self, key: str, default: Any = None) -> Any:
        self._named.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self._named.add(key)
        return super().__getitem__(key)


class _Parent:
    """The program that a client is in: that there is one is the same for all that are compared."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def __getattr__(self, name: str) -> Any:
        self._notes.elsewhere = True
        raise AttributeError(name)


class _WatchedConfiguration:
    """The part of a configuration that others of its kind have in common with it."""

    def __init__(self, own: Configuration, notes: Notes) -> None:
        self.role: Role = own.role
        self.client: Client = own.client
        self.dialect, self.kafka_version = own.dialect, own.kafka_version
        self.complete, self.owned = own.complete, own.owned
        self.inherited = own.inherited
        self.settings = _WatchedMapping(own.settings, notes, facts=False)
        self.attributes = _WatchedMapping(own.attributes, notes, facts=True)
        self.parent = None if own.parent is None else _Parent(notes)
        self.losses: tuple[object, ...] = ()
        self.repeats: tuple[object, ...] = ()
        self._own, self._notes = own, notes

    def __getattr__(self, name: str) -> Any:
        self._notes.elsewhere = True
        return getattr(self._own, name)


class WatchedConfig(EffectiveConfig):
    """An effective configuration without losses and repeats that notes what a rule looks at."""

    def __init__(self, real: EffectiveConfig) -> None:
        self.notes = Notes()
        watched = _WatchedConfiguration(real.configuration, self.notes)
        super().__init__(
            cast("Configuration", watched),
            real.kafka_version,
            real.upgrade_from,
            real.brokers_beside,
            real.version_told,
        )
        self._real = real

    def place_of(self, setting: Setting) -> Place | None:
        """Where a configuration has a setting; None where it is of another."""
        if not isinstance(setting, WatchedSetting) or setting.notes is not self.notes:
            return None
        return Place(setting.fact, setting.name.removeprefix(FACT) if setting.fact else setting.name)

    def is_default(self, setting: Setting) -> bool:
        """Whether a setting is what is in force where nobody wrote its key."""
        return setting.key in self._defaults and self._defaults[setting.key].setting is setting

    def fix_set(self, key: str, value: str, *, safe: bool = False, summary: str | None = None) -> Fix | None:
        """As of the real one, noted."""
        options = (("value", value), ("safe", safe), ("summary", summary))
        return self._noted(FixCall("set", key, options))

    def fix_remove(self, setting: Setting, *, safe: bool = False) -> Fix | None:
        """As of the real one, noted."""
        return self._noted_of(setting, "remove", (("safe", safe),))

    def fix_rename(self, setting: Setting, key: str, *, safe: bool = False) -> Fix | None:
        """As of the real one, noted."""
        return self._noted_of(setting, "rename", (("key", key), ("safe", safe)))

    def _noted_of(self, setting: Setting, method: str, options: tuple[tuple[str, Any], ...]) -> Fix | None:
        place = self.place_of(setting)
        if place is None or place.fact:
            self.notes.elsewhere = True
            return None
        return self._noted(FixCall(method, place.name, options))

    def _noted(self, call: FixCall) -> Fix | None:
        fix = call.of(self._real)
        self.notes.fixes.append((call, fix))
        return fix
