"""Listeners with TLS and SASL for a Kafka on this machine, and client files for them.

Beside PLAINTEXT, over which brokers speak to each other, a secure cluster has four listeners:

    SASL_PLAINTEXT, SASL_SSL   PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER (unsecured tokens)
    SSL                        TLS
    MTLS                       TLS with a client's certificate
    ELSEWHERE                  TLS with another host's certificate
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# User -> password; of PLAIN and SCRAM.
USERS = {"alice": "alice-secret", "bob": "bob-secret"}
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER")
# Listener -> its protocol.
LISTENERS = {
    "SASL_PLAINTEXT": "SASL_PLAINTEXT",
    "SASL_SSL": "SASL_SSL",
    "SSL": "SSL",
    "MTLS": "SSL",
    "ELSEWHERE": "SSL",
}
_SECURITY = "org.apache.kafka.common.security"


def scram_arguments() -> list[str]:
    """What StorageTool's format is told of users."""
    arguments = []
    for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-512"):
        for user, password in USERS.items():
            arguments += ["--add-scram", f"{mechanism}=[name={user},password={password}]"]
    return arguments


def listener_settings(certificates: Path) -> dict[str, str]:
    """The brokers' settings of all secure listeners, beside their ports."""
    settings = {}
    users = " ".join(f'user_{user}="{password}"' for user, password in USERS.items())
    logins = {
        "plain": f"{_SECURITY}.plain.PlainLoginModule required {users};",
        "scram-sha-256": f"{_SECURITY}.scram.ScramLoginModule required;",
        "scram-sha-512": f"{_SECURITY}.scram.ScramLoginModule required;",
        "oauthbearer": f"{_SECURITY}.oauthbearer.OAuthBearerLoginModule required "
        'unsecuredLoginStringClaim_sub="broker";',
    }
    for name, protocol in LISTENERS.items():
        prefix = f"listener.name.{name.lower()}."
        if protocol.startswith("SASL"):
            settings[prefix + "sasl.enabled.mechanisms"] = ",".join(MECHANISMS)
            for mechanism, login in logins.items():
                settings[f"{prefix}{mechanism}.sasl.jaas.config"] = login
        if protocol.endswith("SSL"):
            shown = "elsewhere" if name == "ELSEWHERE" else "broker"
            settings |= {
                prefix + "ssl.keystore.type": "PEM",
                prefix + "ssl.keystore.location": str(certificates / f"{shown}.pem"),
                prefix + "ssl.truststore.type": "PEM",
                prefix + "ssl.truststore.location": str(certificates / "ca.pem"),
                prefix + "ssl.client.auth": "required" if name == "MTLS" else "none",
            }
    return settings


def write_client_files(folder: Path, servers: Mapping[str, str], certificates: Path) -> list[Path]:
    """A Java client's file for each listener.

    Args:
        folder: Where to.
        servers: Listener -> its bootstrap servers.
        certificates: What `write_certificates` has made.
    """
    files = []
    for name, protocol in LISTENERS.items():
        lines = [f"bootstrap.servers={servers[name]}", f"security.protocol={protocol}"]
        if protocol.startswith("SASL"):
            user, password = next(iter(USERS.items()))
            lines += [
                "sasl.mechanism=SCRAM-SHA-512",
                f"sasl.jaas.config={_SECURITY}.scram.ScramLoginModule required "
                f'username="{user}" password="{password}";',
            ]
        if protocol.endswith("SSL"):
            lines += ["ssl.truststore.type=PEM", f"ssl.truststore.location={certificates / 'ca.pem'}"]
        if name == "MTLS":
            both = folder / "client-with-key.pem"
            both.write_bytes(
                (certificates / "client.key").read_bytes() + (certificates / "client.pem").read_bytes()
            )
            lines += ["ssl.keystore.type=PEM", f"ssl.keystore.location={both}"]
        files.append(folder / f"client-{name.lower().replace('_', '-')}.properties")
        files[-1].write_text("\n".join(lines) + "\n")
    return files
