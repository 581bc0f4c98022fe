"""ClientSettings: how to connect to a cluster, as the files that people have say it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kafka_architect.cluster.jaas import parsed_login
from kafka_architect.cluster.secret import Secret
from kafka_architect.cluster.setting_names import ALIASES, KNOWN, SECRETS
from kafka_architect.cluster.settings_files import settings_of_environment, settings_of_file
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT_TIMEOUT_S: Final = 30.0
_DEFAULT_PORT = 9092
_HIGHEST_PORT = 65535
_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
_SCRAM = ("SCRAM-SHA-256", "SCRAM-SHA-512")
_MECHANISMS = ("PLAIN", *_SCRAM, "OAUTHBEARER", "AWS_MSK_IAM")
_OFF = ("", "none")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a broker listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class SaslSettings:
    """Who the client is.

    Attributes:
        mechanism: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or AWS_MSK_IAM.
        username, password: Of PLAIN and SCRAM.
        token_url, client_id, client_secret, scope: Of OAUTHBEARER: where tokens come from, by the grant
            client_credentials.
        extensions: What OAUTHBEARER sends beside the token.
    """

    mechanism: str
    username: str = ""
    password: Secret = field(default=Secret(""), repr=False)
    token_url: str = ""
    client_id: str = ""
    client_secret: Secret = field(default=Secret(""), repr=False)
    scope: str = ""
    extensions: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """Whom the client trusts, and the certificate that it shows.

    Attributes:
        trusted_file, trusted_type, trusted_password: A file of PEM certificates, PKCS#12 or JKS.
        trusted_pem: Certificates as text; the system's authorities where neither is given.
        key_file, key_type, key_store_password: A file with the client's certificate and key.
        certificate_file: The certificate where it is in a file of its own (PEM).
        certificate_pem, key_pem: Both as text.
        key_password: What the key is encrypted with.
        check_hostname: Whether the certificate must be the host's.
        verify: Whether the certificate must be trusted at all.
    """

    trusted_file: str = ""
    trusted_type: str = ""
    trusted_password: Secret = field(default=Secret(""), repr=False)
    trusted_pem: str = field(default="", repr=False)
    key_file: str = ""
    key_type: str = ""
    key_store_password: Secret = field(default=Secret(""), repr=False)
    certificate_file: str = ""
    certificate_pem: str = field(default="", repr=False)
    key_pem: Secret = field(default=Secret(""), repr=False)
    key_password: Secret = field(default=Secret(""), repr=False)
    check_hostname: bool = True
    verify: bool = True


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """How to connect to a cluster; no secret is in its repr.

    Attributes:
        bootstrap: The brokers to ask first.
        security_protocol: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.
        sasl: Who the client is, with SASL_PLAINTEXT and SASL_SSL.
        tls: With SSL and SASL_SSL.
        client_id: What brokers' logs and quotas know the client by.
        timeout_s: How long any one call may take.

    Examples:
        >>> ka.ClientSettings.read("broker:9092", settings={"security.protocol": "SSL"}).security_protocol
        'SSL'
    """

    bootstrap: tuple[Address, ...]
    security_protocol: str = "PLAINTEXT"
    sasl: SaslSettings | None = None
    tls: TlsSettings | None = None
    client_id: str = "kafka-architect"
    timeout_s: float = DEFAULT_TIMEOUT_S

    @classmethod
    def read(
        cls,
        bootstrap: str | None = None,
        files: Sequence[str | os.PathLike[str]] = (),
        settings: Mapping[str, str] | None = None,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        environment: Mapping[str, str] | None = None,
    ) -> ClientSettings:
        """Settings from all places; a later one takes precedence.

        Variables (KAFKA_SASL_USERNAME, and KCAT_CONFIG for kcat's file) come first, then `files` in their
        order, then `settings`. What in files says nothing about connecting is left alone.

        Args:
            bootstrap: host:port of one or more brokers, with commas; else `bootstrap.servers` of the rest.
            files: .properties of a Java client, a JAAS login file, kcat's or librdkafka's file.
            settings: Single settings, by the names of Java or librdkafka.
            timeout_s: How long any one call may take.
            environment: In place of the process's own variables.

        Raises:
            InputError: A setting is unknown or contradicts others, or nothing says where the cluster is.
            SourceError: A file cannot be read.
        """
        if timeout_s <= 0:
            raise InputError(f"timeout: expected more than 0 seconds, found {timeout_s:g}")
        variables = os.environ if environment is None else environment
        values = settings_of_environment(variables)
        kcat = variables.get("KCAT_CONFIG")
        for file in (*([kcat] if kcat else []), *files):
            values |= _renamed(settings_of_file(file, variables))
        values = _renamed(values) | _renamed(_checked_names(settings or {}))
        servers = bootstrap or values.get("bootstrap.servers", "")
        told = {
            key: Secret(value) if key in SECRETS else value for key, value in values.items() if key in KNOWN
        }
        protocol = _protocol(told)
        return cls(
            bootstrap=addresses(servers),
            security_protocol=protocol,
            sasl=_sasl(told) if protocol.startswith("SASL_") else None,
            tls=_tls(told) if protocol.endswith("SSL") else None,
            client_id=told.get("client.id") or "kafka-architect",
            timeout_s=timeout_s,
        )

    @property
    def uses_tls(self) -> bool:
        """Whether connections are encrypted."""
        return self.tls is not None

    @property
    def bootstrap_servers(self) -> str:
        """The brokers to ask first, host:port with commas."""
        return ",".join(map(str, self.bootstrap))


def addresses(text: str) -> tuple[Address, ...]:
    """Brokers' addresses: host:port with commas; 9092 where no port is said.

    Raises:
        InputError: There is none, or one is not host:port.
    """
    found = tuple(_address(one.strip()) for one in text.split(",") if one.strip())
    if not found:
        raise InputError(
            "no broker given: expected --bootstrap-server host:9092, or bootstrap.servers in --command-config"
        )
    return found


def _address(text: str) -> Address:
    # Listeners' names, as advertised.listeners has them: SASL_SSL://host:9093.
    host, colon, port = text.rpartition("://")[2].rpartition(":")
    if not colon or (host.count(":") and not host.endswith("]")):
        host, port = text.rpartition("://")[2], str(_DEFAULT_PORT)
    host = host.strip("[]")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) <= _HIGHEST_PORT:
        raise InputError(f"broker {text!r}: expected host:port, as in broker-1.example.com:9092")
    return Address(host, int(port))


def _renamed(values: Mapping[str, str]) -> dict[str, str]:
    return {ALIASES.get(key, key): value for key, value in values.items()}


def _checked_names(settings: Mapping[str, str]) -> Mapping[str, str]:
    for name in settings:
        if name not in KNOWN:
            raise InputError(
                f"unknown connection setting {name!r}{did_you_mean(name, sorted(KNOWN))}; expected one of "
                "Java's or librdkafka's, as security.protocol, sasl.mechanism, sasl.username, ssl.ca.location"
            )
    return settings


def _protocol(told: Mapping[str, str]) -> str:
    protocol = told.get("security.protocol", "").upper()
    if protocol and protocol not in _PROTOCOLS:
        raise InputError(
            f"security.protocol: expected {', '.join(_PROTOCOLS)}, found {protocol!r}"
            f"{did_you_mean(protocol, _PROTOCOLS)}"
        )
    if not protocol and any(told.get(key) for key in ("sasl.mechanism", "sasl.jaas.config", "sasl.password")):
        # Java and librdkafka would connect in clear text without a login, which nobody means who gives one.
        raise InputError(
            "security.protocol is not set although SASL settings are: clients would ignore them and use "
            "PLAINTEXT. Set security.protocol=SASL_SSL (or SASL_PLAINTEXT for an unencrypted listener)"
        )
    return protocol or "PLAINTEXT"


def _sasl(told: Mapping[str, str]) -> SaslSettings:
    jaas = told.get("sasl.jaas.config")
    login = parsed_login(jaas.revealed()) if isinstance(jaas, Secret) and jaas else None
    mechanism = told.get("sasl.mechanism", "").upper()
    if login is not None and login.name == "IAMLoginModule":
        mechanism = "AWS_MSK_IAM"
    if not mechanism:
        raise InputError(
            f"sasl.mechanism is not set: clients default to GSSAPI (Kerberos), which is not supported; "
            f"expected one of {', '.join(_MECHANISMS)}"
        )
    if mechanism not in _MECHANISMS:
        raise InputError(
            f"sasl.mechanism: {mechanism} is not supported; expected one of {', '.join(_MECHANISMS)}"
        )
    options = {} if login is None else login.options
    if mechanism == "AWS_MSK_IAM" or "IAM" in told.get("sasl.client.callback.handler.class", ""):
        return SaslSettings("AWS_MSK_IAM")
    if mechanism == "OAUTHBEARER":
        return _oauth(told, options)
    username = _plain(options.get("username")) or told.get("sasl.username", "")
    password = options.get("password") or _secret(told, "sasl.password")
    if not username or not password:
        missing = "username" if not username else "password"
        raise InputError(
            f"SASL {mechanism}: no {missing} given; expected sasl.jaas.config with username and password, or "
            "sasl.username and sasl.password"
        )
    return SaslSettings(mechanism, username=username, password=password)


def _oauth(told: Mapping[str, str], options: Mapping[str, Secret]) -> SaslSettings:
    url = told.get("sasl.oauthbearer.token.endpoint.url", "")
    client_id = told.get("sasl.oauthbearer.client.id") or _plain(options.get("clientId"))
    client_secret = (
        _secret(told, "sasl.oauthbearer.client.secret") or options.get("clientSecret") or Secret("")
    )
    if not url or not client_id or not client_secret:
        raise InputError(
            "SASL OAUTHBEARER: expected sasl.oauthbearer.token.endpoint.url with clientId and clientSecret "
            "in sasl.jaas.config, or sasl.oauthbearer.client.id and sasl.oauthbearer.client.secret (grant "
            "client_credentials); for Amazon MSK use sasl.mechanism=AWS_MSK_IAM"
        )
    if not url.startswith(("https://", "http://")):
        raise InputError(f"sasl.oauthbearer.token.endpoint.url: expected https://..., found {url!r}")
    listed = told.get("sasl.oauthbearer.extensions", "").split(",")
    extensions = dict(pair.split("=", 1) for pair in listed if "=" in pair)
    for name, value in options.items():
        if name.startswith("extension_"):
            extensions[name.removeprefix("extension_")] = value.revealed()
    return SaslSettings(
        "OAUTHBEARER",
        token_url=url,
        client_id=client_id,
        client_secret=client_secret,
        scope=told.get("sasl.oauthbearer.scope") or _plain(options.get("scope")),
        extensions=extensions,
    )


def _tls(told: Mapping[str, str]) -> TlsSettings:
    verify = told.get("enable.ssl.certificate.verification", "true").strip().lower()
    if verify not in {"true", "false"}:
        raise InputError(f"enable.ssl.certificate.verification: expected true or false, found {verify!r}")
    algorithm = told.get("ssl.endpoint.identification.algorithm", "https").strip().lower()
    return TlsSettings(
        trusted_file=told.get("ssl.truststore.location") or told.get("ssl.ca.location", ""),
        trusted_type=told.get("ssl.truststore.type", ""),
        trusted_password=_secret(told, "ssl.truststore.password"),
        trusted_pem=told.get("ssl.truststore.certificates", ""),
        key_file=told.get("ssl.keystore.location") or told.get("ssl.key.location", ""),
        key_type=told.get("ssl.keystore.type", ""),
        key_store_password=_secret(told, "ssl.keystore.password"),
        certificate_file=told.get("ssl.certificate.location", ""),
        certificate_pem=told.get("ssl.keystore.certificate.chain", ""),
        key_pem=_secret(told, "ssl.keystore.key"),
        key_password=_secret(told, "ssl.key.password"),
        check_hostname=algorithm not in _OFF,
        verify=verify == "true",
    )


def _secret(told: Mapping[str, str], key: str) -> Secret:
    value = told.get(key, "")
    return value if isinstance(value, Secret) else Secret(value)


def _plain(value: Secret | None) -> str:
    return "" if value is None else value.revealed()
