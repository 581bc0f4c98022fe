"""The law of fixes on generated files: settings that are right, nearly right and wrong, in every dialect."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kafka_architect.validation.catalogue import KeyType, key_catalogue
from kafka_architect.validation.role import Client, Role

from ..rules.case_files import Described
from ..rules.expressions import expressions
from .law import Subject, broken_laws

_ROLES = (
    (Role.PRODUCER, Client.JAVA), (Role.CONSUMER, Client.JAVA), (Role.BROKER, Client.JAVA),
    (Role.TOPIC, Client.JAVA), (Role.STREAMS, Client.JAVA), (Role.CONNECT_WORKER, Client.JAVA),
    (Role.PRODUCER, Client.LIBRDKAFKA), (Role.CONSUMER, Client.LIBRDKAFKA),
)  # fmt: skip
# Numbers beside their neighbours, with units and separators; booleans as other languages write them.
_NUMBERS = (
    "0", "-1", "1", "2", "5", "64k", "64MB", "1GiB", "30s", "7d", "5m", "1_000", "1,000", "1e3", '"5"',
    "10abc", "5 # five", "1.5", "99999999999",
)  # fmt: skip
_BOOLEANS = ("true", "TRUE", "yes", "off", "1", "ture", "enabled", "disabled", '"true"')
_TEXTS = ("a", "orders", '"orders"', "é", "a,b,a", "a,,b", "${X}", "# x", "2.9", "PLAINTEXT://:9092")
_SLIPS = st.sampled_from(("upper", "lower", "drop", "double", "swap", "dash", "none", "comment", "quote"))


@st.composite
def described(draw: st.DrawFn) -> Described:
    role, client = draw(st.sampled_from(_ROLES))
    catalogue = key_catalogue("4.3", role, client)
    known = sorted(catalogue.keys())
    config: dict[str, str] = {}
    for key in draw(st.lists(st.sampled_from(known), min_size=1, max_size=6, unique=True)):
        definition = catalogue.get(key)
        kind = None if definition is None else definition.type
        if definition is not None and definition.choices:
            value = _slipped(draw, draw(st.sampled_from(definition.choices)))
        elif kind is KeyType.BOOLEAN:
            value = draw(st.sampled_from(_BOOLEANS))
        elif kind in (KeyType.INT, KeyType.LONG, KeyType.SHORT, KeyType.DOUBLE):
            value = draw(st.sampled_from(_NUMBERS))
        else:
            value = draw(st.sampled_from(_TEXTS))
        config[_slipped(draw, key) if draw(st.integers(0, 5)) == 0 else key] = value
    return Described(role, client, {key: value for key, value in config.items() if key})


def _slipped(draw: st.DrawFn, word: str) -> str:
    at = draw(st.integers(0, max(0, len(word) - 2)))
    return {
        "upper": word.upper(),
        "lower": word.lower(),
        "drop": word[:at] + word[at + 1 :],
        "double": word[: at + 1] + word[at:],
        "swap": word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        "dash": word.replace("_", "-").replace(".", "_"),
        "comment": f"{word} # as always",
        "quote": f'"{word}"',
        "none": word,
    }[draw(_SLIPS)]


@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(described(), st.integers(0, 20), st.booleans(), st.sampled_from(("", "\n", "# a comment\n")))
def test_fixes_of_generated_files_keep_the_law(one: Described, which: int, unsafe: bool, above: str) -> None:
    written = list(expressions(one))
    if not written:
        return
    chosen = written[which % len(written)]
    top = above if chosen.name.endswith((".properties", ".yml", ".yaml")) else ""
    broken = broken_laws(Subject(chosen.name, top + chosen.text, chosen.role), unsafe=unsafe, errors=False)
    assert not broken, "\n".join(map(str, broken))
