"""The settings that say how to connect, under the names that the Java clients and librdkafka give them."""

from __future__ import annotations

from typing import Final

# Java's own name and librdkafka's for the same thing.
ALIASES: Final = {
    "metadata.broker.list": "bootstrap.servers",
    "sasl.mechanisms": "sasl.mechanism",
    "ssl.ca.pem": "ssl.truststore.certificates",
    "ssl.certificate.pem": "ssl.keystore.certificate.chain",
    "ssl.key.pem": "ssl.keystore.key",
    "sasl.oauthbearer.client.credentials.client.id": "sasl.oauthbearer.client.id",
    "sasl.oauthbearer.client.credentials.client.secret": "sasl.oauthbearer.client.secret",
}

# By what they are called after `ALIASES`.
KNOWN: Final = frozenset(
    {
        "bootstrap.servers", "client.id", "security.protocol",
        "sasl.mechanism", "sasl.jaas.config", "sasl.username", "sasl.password",
        "sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.client.id", "sasl.oauthbearer.client.secret",
        "sasl.oauthbearer.scope", "sasl.oauthbearer.extensions", "sasl.oauthbearer.method",
        "sasl.client.callback.handler.class", "sasl.login.callback.handler.class",
        "ssl.truststore.location", "ssl.truststore.password", "ssl.truststore.type",
        "ssl.truststore.certificates", "ssl.ca.location",
        "ssl.keystore.location", "ssl.keystore.password", "ssl.keystore.type", "ssl.keystore.key",
        "ssl.keystore.certificate.chain", "ssl.certificate.location", "ssl.key.location", "ssl.key.password",
        "ssl.endpoint.identification.algorithm", "enable.ssl.certificate.verification",
        *ALIASES,
    }
)  # fmt: skip
SECRETS: Final = frozenset(
    {
        "sasl.jaas.config", "sasl.password", "sasl.oauthbearer.client.secret", "ssl.truststore.password",
        "ssl.keystore.password", "ssl.keystore.key", "ssl.key.password",
    }
)  # fmt: skip
