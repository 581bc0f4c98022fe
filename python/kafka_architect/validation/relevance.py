"""Which rules have something to say of a configuration, by the keys that it writes.

Most rules look at two or three keys and are silent where nobody wrote them. Which keys those are is not
declared, and so cannot be declared wrongly: a rule is asked once about a configuration that writes nothing,
and what it looks at is noted. Where it is silent, a configuration of the same kind that writes none of
those keys gives it the same answers, hence gets the same silence, and it need not be asked. Rules that speak
of what is missing, or walk through all settings, are always asked, unless `setting_relevance.py` knows
better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kafka_architect.validation.configuration import Configuration
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.rules.index import loaded
from kafka_architect.validation.setting_relevance import SettingRules
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.validation.configuration import Loss, Repeat
    from kafka_architect.validation.role import Client, Role
    from kafka_architect.validation.rule import ConfigCheck, Rule

    Asked = tuple[Rule, ConfigCheck]

_MOST_SHAPES = 10_000


class Kind(NamedTuple):
    """What rules know of a configuration besides what it writes; within a kind the defaults are the same."""

    role: Role
    client: Client
    kafka_version: str
    upgrade_from: str | None
    complete: bool
    owned: bool = True
    inherited: tuple[tuple[str, str], ...] = ()


def kind_of(config: EffectiveConfig) -> Kind:
    """The kind of a configuration."""
    own = config.configuration
    return Kind(
        own.role, own.client, config.kafka_version, config.upgrade_from, own.complete, own.owned,
        own.inherited,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interest:
    """What a rule looks at before it is silent; `everything` where keys do not tell."""

    settings: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    parent: bool = False
    losses: bool = False
    repeats: bool = False
    everything: bool = False

    def met_by(self, configuration: Configuration) -> bool:
        """Whether the rule may have something to say of a configuration of the kind."""
        return (
            self.everything
            or not self.settings.isdisjoint(configuration.settings)
            or not self.attributes.isdisjoint(configuration.attributes)
            or (self.parent and configuration.parent is not None)
            or (self.losses and bool(configuration.losses))
            or (self.repeats and bool(configuration.repeats))
        )


def interest_of(check: ConfigCheck, kind: Kind) -> Interest:
    """What a check looks at in a configuration of the kind that writes nothing."""
    nothing = _Nothing(kind)
    config = EffectiveConfig(cast("Configuration", nothing), kind.kafka_version, kind.upgrade_from)
    try:
        silent = next(check(config), None) is None
    except Exception:  # noqa: BLE001 - whoever asks it about a real configuration says that it failed
        silent = False
    if not silent or nothing.looked_elsewhere or nothing.settings.walked or nothing.attributes.walked:
        return Interest(everything=True)
    return Interest(
        frozenset(nothing.settings.asked),
        frozenset(nothing.attributes.asked),
        nothing.looked_at_parent,
        nothing.looked_at_losses,
        nothing.looked_at_repeats,
    )


class RelevantRules:
    """The rules of a run, by kind of configuration."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [rule for rule in rules if rule.check_config is not None]
        self._of_kind: dict[Kind, list[Asked]] = {}
        self._interests: dict[Kind, list[Interest]] = {}
        self._of_shape: dict[tuple[object, ...], SettingRules] = {}

    def of(self, config: EffectiveConfig) -> list[Asked]:
        """The rules to ask about a configuration, with their checks."""
        kind = kind_of(config)
        if kind not in self._of_kind:  # noting what rules look at does not pay for the first of a kind
            return self._applying(kind, config)
        return self._shape_of(kind, config).of(config.configuration)

    def of_shape(self, config: EffectiveConfig) -> list[Asked]:
        """The rules to ask about configurations with the same keys and facts, whatever their values."""
        kind = kind_of(config)
        self._applying(kind, config)
        return self._shape_of(kind, config).asked

    def _shape_of(self, kind: Kind, config: EffectiveConfig) -> SettingRules:
        written = config.configuration
        # Topics of a repository write the same few keys, with other values.
        shape = (
            kind,
            frozenset(written.settings),
            frozenset(written.attributes),
            written.parent is None,
            not written.losses,
            not written.repeats,
        )
        found = self._of_shape.get(shape)
        if found is None:
            asked = [
                one
                for one, interest in zip(self._of_kind[kind], self._noted(kind), strict=True)
                if interest.met_by(written)
            ]
            found = SettingRules(asked, written, kind)
            if len(self._of_shape) < _MOST_SHAPES:
                self._of_shape[shape] = found
        return found

    def _noted(self, kind: Kind) -> list[Interest]:
        if kind not in self._interests:
            self._interests[kind] = [interest_of(check, kind) for _, check in self._of_kind[kind]]
        return self._interests[kind]

    def _applying(self, kind: Kind, config: EffectiveConfig) -> list[Asked]:
        if kind not in self._of_kind:
            applying = [
                rule for rule in self._rules if rule.applies_to(kind.role, kind.client, config.version)
            ]
            self._of_kind[kind] = [
                (rule, cast("ConfigCheck", loaded(rule.check_config))) for rule in applying
            ]
        return self._of_kind[kind]


class _Noting(dict[str, Any]):
    """An empty mapping that notes which keys it is asked for, and whether anybody walks through it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()
        self.walked = False

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return False

    def __missing__(self, key: str) -> Any:
        self.asked.add(key)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        self.walked = True
        return iter(())

    def __len__(self) -> int:
        self.walked = True
        return 0

    def keys(self) -> Any:
        self.walked = True
        return super().keys()

    def values(self) -> Any:
        self.walked = True
        return super().values()

    def items(self) -> Any:
        self.walked = True
        return super().items()


class _Nothing:
    """A configuration that writes nothing, and notes what is looked at."""

    def __init__(self, kind: Kind) -> None:
        self.role, self.client = kind.role, kind.client
        self.complete, self.owned = kind.complete, kind.owned
        self.inherited = kind.inherited
        self.settings, self.attributes = _Noting(), _Noting()
        self.looked_at_parent = self.looked_at_losses = self.looked_at_repeats = False
        self.looked_elsewhere = False
        self._behind = Configuration(kind.role, "", SourceFile("", ""), "")

    @property
    def parent(self) -> None:
        self.looked_at_parent = True

    @property
    def losses(self) -> list[Loss]:
        self.looked_at_losses = True
        return []

    @property
    def repeats(self) -> list[Repeat]:
        self.looked_at_repeats = True
        return []

    def __getattr__(self, name: str) -> Any:
        self.looked_elsewhere = True
        return getattr(self._behind, name)
