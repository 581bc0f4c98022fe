"""Which claims of an OAUTHBEARER token a broker compares: whom it is for, and who made it.

Source: org.apache.kafka.common.security.oauthbearer.BrokerJwtValidator.configure, of 4.0.0, 4.3.1 and 4.4.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.knowledge.listeners import base_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

_HANDLER = "sasl.server.callback.handler.class"
_OF_KAFKA = "OAuthBearerValidatorCallbackHandler"
_KEYS_FROM = "sasl.oauthbearer.jwks.endpoint.url"
_VALIDATOR = "sasl.oauthbearer.jwt.validator.class"
_CLAIMS = {
    "sasl.oauthbearer.expected.audience": "sasl.oauthbearer.allow.unverified.audience",
    "sasl.oauthbearer.expected.issuer": "sasl.oauthbearer.allow.unverified.issuer",
}


@dataclass(frozen=True)
class Unchecked:
    """A claim that no listener compares."""

    key: str  # that would have it compared
    permit: str  # that says that it need not be, since 4.4
    permitted: bool
    place: Setting  # the keys of the tokens


def unchecked_claims(config: EffectiveConfig) -> Iterator[Unchecked]:
    """The claims that Kafka's own handler does not compare, where no other file can say otherwise."""
    written: dict[str, list[Setting]] = {}
    for key, setting in config.settings.items():
        if (setting.value or "").strip():
            written.setdefault(base_key(key), []).append(setting)
    place = next(iter(written.get(_KEYS_FROM, ())), None)
    handlers = [(setting.value or "").strip() for setting in written.get(_HANDLER, ())]
    if place is None or _VALIDATOR in written or not config.complete:
        return
    if not any(name.rpartition(".")[2] == _OF_KAFKA for name in handlers):
        return
    for key, permit in _CLAIMS.items():
        if key not in written:
            permits = written.get(permit, ())
            permitted = any((setting.value or "").strip().lower() != "false" for setting in permits)
            yield Unchecked(key, permit, permitted, place)
