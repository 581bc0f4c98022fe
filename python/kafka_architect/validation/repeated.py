"""What rules say of configurations that repeat each other: asked of one, told of the others.

Services, channels and clients are often written by copying: the same keys with the same values, under another
name. A rule whose words depend on values alone says the same of each, at another place. So of the second
configuration with the same content it is noted what each rule looked at (`watched.py`), and what it said;
of the following ones that is told again, with fixes made anew. Rules that looked at anything else, or at a
value that differs from one to the next, are asked each time. `tests/validation/test_repeated.py` holds what
is told to what would have been said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.secret_names import names_secret
from kafka_architect.validation.finding import Problem
from kafka_architect.validation.relevance import kind_of
from kafka_architect.validation.setting_relevance import MADE_ALIKE, content_of
from kafka_architect.validation.watched import FACT, Place, WatchedConfig

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration, Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.relevance import Asked, RelevantRules
    from kafka_architect.validation.rule import ConfigCheck, Rule
    from kafka_architect.validation.watched import FixCall, Notes

_MOST_SHAPES = 1_000
_MOST_SETTINGS = 100  # of a configuration; those with more are few
# Where contents hardly repeat, noting them costs more than it saves.
_CONTENTS_FIRST, _CONFIGURATIONS_PER_CONTENT = 16, 4
_DIFFERS_IN = 2  # of so many contents a value is another: it differs from one configuration to the next
_MOST_TRIES = 4


class _Said(NamedTuple):
    """A problem without what is each configuration's own: the place of the setting, the fix."""

    place: Place | None
    default: Setting | None
    message: str
    key: str
    fix: int | None  # which of the calls made it


class Told(NamedTuple):
    """What a rule says of every configuration with the same content."""

    rule: Rule
    asked: Asked
    calls: tuple[tuple[FixCall, bool], ...]  # and whether the dialect could express it
    said: tuple[_Said, ...]

    def of(self, config: EffectiveConfig) -> list[Problem] | None:
        """The problems of a configuration; None where the dialect can express other fixes, or fails."""
        try:
            fixes = [call.of(config) for call, _ in self.calls]
        except Exception:  # noqa: BLE001 - whoever asks the rule itself says that it failed
            return None
        for fix, (_, made) in zip(fixes, self.calls, strict=True):
            if (fix is not None) is not made:
                return None
        own = config.configuration
        return [
            Problem(
                own,
                one.default if one.place is None else one.place.of(own),
                one.message,
                one.key,
                None if one.fix is None else fixes[one.fix],
            )
            for one in self.said
        ]


class Plan(NamedTuple):
    """Whom to ask about a configuration, and what the other rules say."""

    asked: list[Asked]
    told: tuple[Told, ...]
    differing: tuple[Place, ...]  # what may have another value than in the configuration it was made of
    secrets: bool  # whether a setting is a secret, or the name of one

    def differing_of(self, configuration: Configuration) -> list[Setting]:
        """What the configuration that it was made of need not have."""
        return [place.of(configuration) for place in self.differing]


class Repeated:
    """The contents of a run's configurations, and what was said of them."""

    def __init__(self, relevant: RelevantRules) -> None:
        self._relevant = relevant
        self._shapes: dict[tuple[object, ...], _Shape] = {}

    def plan(self, config: EffectiveConfig) -> Plan | None:
        """What to do about a configuration; None where nothing is known of its like yet."""
        own = config.configuration
        if own.losses or own.repeats or len(own.settings) > _MOST_SETTINGS:
            return None
        key = (
            kind_of(config),
            tuple(own.settings),
            tuple(own.attributes),
            own.dialect,
            own.kafka_version,
            own.parent is None,
            config.brokers_beside,
            config.version_told,
        )
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) >= _MOST_SHAPES:
                return None
            shape = self._shapes[key] = _Shape(self._relevant, own)
        return shape.plan(config)


class _Shape:
    """Configurations with the same keys in the same order."""

    def __init__(self, relevant: RelevantRules, first: Configuration) -> None:
        self._relevant = relevant
        self._names = (*first.settings, *(FACT + name for name in first.attributes))
        self._differing: frozenset[str] = frozenset()  # that have another value in each
        self._ignored: frozenset[str] = frozenset()  # of these, what is not compared at all
        self._plans: dict[tuple[object, ...], Plan | None] = {}  # None: seen once
        self._configurations = 0
        self._tries = 0

    def plan(self, config: EffectiveConfig) -> Plan | None:
        """What to do about a configuration; None where nothing is known of its like yet."""
        self._configurations += 1
        if self._tries >= _MOST_TRIES:
            return None
        content = self._content(config.configuration)
        if content not in self._plans:
            self._plans[content] = None
            if len(self._plans) > _CONTENTS_FIRST + self._configurations // _CONFIGURATIONS_PER_CONTENT:
                self._look_away()
            return None
        plan = self._plans[content]
        if plan is None:
            plan = self._plans[content] = self._planned(config)
        return plan

    def _content(self, own: Configuration) -> tuple[object, ...]:
        differing, ignored = self._differing, self._ignored
        contents: list[object] = [
            content_of(key, one) if key in differing else _exactly(key, one)
            for key, one in own.settings.items()
            if key not in ignored
        ]
        for name, fact in own.attributes.items():
            if FACT + name not in ignored:
                contents.append(_exactly(name, fact))
        return tuple(contents)

    def _look_away(self) -> None:
        """From now on, disregard what differs from one configuration to the next."""
        names = [name for name in self._names if name not in self._ignored]
        differing = {
            name
            for name, contents in zip(names, zip(*self._plans, strict=True), strict=True)
            if len(set(contents)) * _DIFFERS_IN > len(contents)
        }
        self._tries = self._tries + 1 if differing else _MOST_TRIES
        # Servers have another name in each: that is all that differs of them, as a rule.
        self._ignored |= {name for name in differing if name in self._differing or name not in MADE_ALIKE}
        self._differing |= differing
        self._plans = {}

    def _planned(self, config: EffectiveConfig) -> Plan:
        asked, told = [], []
        for rule, check in self._relevant.of_shape(config):
            one = self._told(rule, check, config)
            if one is None:
                asked.append((rule, check))
            elif one.calls or one.said:
                told.append(one)
        own = config.configuration
        settings = [Place(False, name) for name in own.settings if name in self._differing]
        facts = [Place(True, name) for name in own.attributes if FACT + name in self._differing]
        secrets = any(one.secret for one in (*own.settings.values(), *own.attributes.values()))
        return Plan(asked, tuple(told), (*settings, *facts), secrets)

    def _told(self, rule: Rule, check: ConfigCheck, config: EffectiveConfig) -> Told | None:
        """What a rule says of every such configuration; None where it must be asked each time."""
        watched = WatchedConfig(config)
        try:
            problems = list(check(watched))
        except Exception:  # noqa: BLE001 - whoever asks it about the real one says that it failed
            return None
        notes = watched.notes
        if notes.elsewhere or not self._is_common(notes, rule, problems):
            return None
        said = [_said(problem, watched) for problem in problems]
        calls = tuple((call, fix is not None) for call, fix in notes.fixes)
        known = tuple(one for one in said if one is not None)
        return Told(rule, (rule, check), calls, known) if len(known) == len(said) else None

    def _is_common(self, notes: Notes, rule: Rule, problems: list[Problem]) -> bool:
        """Whether all that a rule looked at is the same in every such configuration."""
        own = notes.read & self._differing
        if not own:
            return True
        # A rule that looks at each setting by itself takes any plain server for any other, but may name it.
        if not rule.each_setting or own & self._ignored or own & notes.named:
            return False
        return all(problem.key not in own for problem in problems)


def _exactly(key: str, setting: Setting) -> tuple[object, ...]:
    """What rules see of a setting, but for its place and for a spelling that names no secret."""
    _, value, origin, written, span, _, resolved, _, default_of = setting
    return key, value, origin, written != key and names_secret(written), resolved, default_of, span is None


def _said(problem: Problem, watched: WatchedConfig) -> _Said | None:
    if problem.configuration is not watched.configuration or problem.span is not None:
        return None
    made = [number for number, (_, fix) in enumerate(watched.notes.fixes) if fix is problem.fix]
    if problem.fix is not None and not made:
        return None
    place = default = None
    if problem.setting is not None:
        place = watched.place_of(problem.setting)
        if place is None:
            if not watched.is_default(problem.setting):
                return None
            default = problem.setting
    return _Said(place, default, problem.message, problem.key, None if problem.fix is None else made[0])
