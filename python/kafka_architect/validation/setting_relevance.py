"""Which rules have something to say of a setting, asked once for each setting that a file repeats.

Rules that look at each setting by itself (`Rule.each_setting`) walk through all of them, in every one of
thousands of clients that write the same few lines. So each is asked about a configuration that writes one
setting alone, and what else it looks at is noted. A configuration of the same kind gets the same silence
where every such rule was silent about each of its settings and none of what it looked for is written.
`tests/validation/test_relevance.py` holds the rules to that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from kafka_architect.secret_names import names_secret
from kafka_architect.validation.configuration import Configuration
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.relevance import Asked, Kind

    # What rules see of a setting, but for its place and spelling.
    Content = tuple[str, str | None, str, bool, bool, str, bool]

# Where a setting has another content in each configuration, looking at each costs more than it saves.
_PROBED_FIRST, _CONFIGURATIONS_PER_PROBE = 50, 4
_MOST_SETTINGS = 100  # of a configuration; those with more are few
# Servers have another name in each client and broker: rules about single settings take any plain one for any
# other. What is found first stays.
_SERVER = r"[A-Za-z](?:[-.]?[A-Za-z0-9])*+:[1-9][0-9]{0,3}"
_ALIKE = {
    "bootstrap.servers": (re.compile(rf"\A(){_SERVER}"), "b:9092"),
    "advertised.listeners": (re.compile(f"((?:SASL_)?(?:PLAINTEXT|SSL)://){_SERVER}"), "b:9092"),
    "node.id": (re.compile("()[1-9][0-9]{0,8}"), "1"),
}
MADE_ALIKE = frozenset(_ALIKE)


def content_of(key: str, setting: Setting) -> Content:
    """What rules see of a setting, but for its place and for a spelling that names no secret."""
    value = setting.value
    if value is not None and key in _ALIKE:
        pattern, usual = _ALIKE[key]
        found = pattern.fullmatch(value)
        value = value if found is None else found[1] + usual
    secret = setting.written != key and names_secret(setting.written)
    return key, value, setting.origin, secret, setting.resolved, setting.default_of, setting.span is None


class SettingRules:
    """The rules to ask about configurations of one shape: of one kind, with the same keys and facts.

    `asked` are all of them, of which `each` look at each setting by itself.
    """

    def __init__(self, asked: list[Asked], shape: Configuration, kind: Kind) -> None:
        self.asked = asked
        self._each = [number for number, (rule, _) in enumerate(asked) if rule.each_setting]
        self._kind = kind
        self._keys = frozenset(shape.settings)
        self._attributes = frozenset(shape.attributes)
        self._embedded = shape.parent is not None
        self._speaking: dict[Content, int] = {}  # the rules that may speak of a setting, as bits
        self._chosen: dict[int, list[Asked]] = {}
        self._all = sum(1 << number for number in self._each)
        self._configurations = 0

    def of(self, written: Configuration) -> list[Asked]:
        """The rules to ask about a configuration."""
        self._configurations += 1
        if self._configurations == 1 or len(self._keys) > _MOST_SETTINGS or self._hardly_repeats():
            return self.asked
        speaking = 0
        for key, setting in written.settings.items():
            content = content_of(key, setting)
            found = self._speaking.get(content)
            if found is None:
                found = self._speaking[content] = self._speaking_of(key, setting)
            speaking |= found
        chosen = self._chosen.get(speaking)
        if chosen is None:
            silent = self._all & ~speaking
            chosen = [one for number, one in enumerate(self.asked) if not silent >> number & 1]
            self._chosen[speaking] = chosen
        return chosen

    def _hardly_repeats(self) -> bool:
        return len(self._speaking) > _PROBED_FIRST + self._configurations // _CONFIGURATIONS_PER_PROBE

    def _speaking_of(self, key: str, setting: Setting) -> int:
        speaking = 0
        others = self._keys - {key}
        for number in self._each:
            alone = _Alone(self._kind, key, setting, embedded=self._embedded)
            if not alone.leaves_silent(self.asked[number], others, self._attributes):
                speaking |= 1 << number
        return speaking


class _Alone:
    """A configuration that writes one setting, and notes what else is looked at."""

    def __init__(self, kind: Kind, key: str, setting: Setting, *, embedded: bool) -> None:
        self.role, self.client = kind.role, kind.client
        self.complete, self.owned = kind.complete, kind.owned
        self.inherited = kind.inherited
        self.settings = _Settings({key: setting})
        self.attributes = _Settings()
        self.parent = _Elsewhere(self) if embedded else None
        self.looked_elsewhere = False
        self._kind = kind

    def leaves_silent(self, asked: Asked, keys: frozenset[str], attributes: frozenset[str]) -> bool:
        """Whether a rule says nothing of it, nor for what it looked at of a configuration with such keys."""
        kind = self._kind
        config = EffectiveConfig(cast("Configuration", self), kind.kafka_version, kind.upgrade_from)
        try:
            silent = next(asked[1](config), None) is None
        except Exception:  # noqa: BLE001 - whoever asks it about a real configuration says that it failed
            return False
        facts = not self.attributes.asked.isdisjoint(attributes) or (self.attributes.walked and attributes)
        return silent and not self.looked_elsewhere and self.settings.asked.isdisjoint(keys) and not facts

    def __getattr__(self, name: str) -> Any:
        self.looked_elsewhere = True
        return getattr(Configuration(self.role, "", SourceFile("", ""), ""), name)


class _Elsewhere:
    """The program that a client is in: that there is one says nothing, anything else does."""

    def __init__(self, alone: _Alone) -> None:
        self._alone = alone

    def __getattr__(self, name: str) -> Any:
        self._alone.looked_elsewhere = True
        raise AttributeError(name)


class _Settings(dict[str, Any]):
    """A mapping that notes which other keys it is asked for, and whether anybody walks through it."""

    def __init__(self, written: dict[str, Setting] | None = None) -> None:
        super().__init__(written or {})
        self.asked: set[str] = set()
        self.walked = False

    def get(self, key: str, default: Any = None) -> Any:
        if not dict.__contains__(self, key):
            self.asked.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def __missing__(self, key: str) -> Any:
        self.asked.add(key)
        raise KeyError(key)

    def items(self) -> Any:
        self.walked = True
        return super().items()

    def values(self) -> Any:
        self.walked = True
        return super().values()

    def keys(self) -> Any:
        self.walked = True
        return super().keys()

    def __iter__(self) -> Any:
        self.walked = True
        return super().__iter__()

    def __len__(self) -> int:
        self.walked = True
        return super().__len__()
