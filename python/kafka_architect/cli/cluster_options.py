"""The options of commands that ask a running cluster."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.quantity_types import Seconds

if TYPE_CHECKING:
    from kafka_architect.cluster.client_settings import ClientSettings

_NAMES = ("bootstrap_server", "command_config", "client_setting", "timeout_s")

_OPTIONS = (
    click.option(
        "--bootstrap-server",
        metavar="HOST:PORT[,...]",
        help="Brokers to ask first [default: bootstrap.servers of the other settings].",
    ),
    click.option(
        "--command-config",
        multiple=True,
        type=click.Path(path_type=str),
        metavar="FILE",
        help="How to connect: a Java client's .properties or JAAS file, kcat's or librdkafka's file. "
        "Variables (KAFKA_SASL_PASSWORD is sasl.password, KCAT_CONFIG names kcat's file) come before.",
    ),
    click.option(
        "-X",
        "client_setting",
        multiple=True,
        metavar="KEY=VALUE",
        help="A single connection setting, by Java's or librdkafka's name: -X security.protocol=SASL_SSL.",
    ),
    click.option(
        "--timeout",
        "timeout_s",
        type=Seconds(),
        metavar="TIME",
        default="30s",
        show_default=True,
        help="How long a broker may take for any one answer.",
    ),
)


def cluster_options(command: Any) -> Any:
    """Add the options to a command, which gets them as one mapping `cluster`."""

    @functools.wraps(command)
    def with_cluster(**values: Any) -> Any:
        return command(cluster={name: values.pop(name) for name in _NAMES}, **values)

    for option in reversed(_OPTIONS):
        with_cluster = option(with_cluster)
    return with_cluster


def client_settings(cluster: dict[str, Any], bootstrap: str | None = None) -> ClientSettings:
    """The settings that the options and `bootstrap`, an address in another argument, make.

    Raises:
        click.UsageError: -X without a value.
        InputError, SourceError: As `ClientSettings.read`.
    """
    from kafka_architect.cluster.client_settings import ClientSettings

    told = {}
    for setting in cluster["client_setting"]:
        key, equals, value = setting.partition("=")
        if not equals:
            raise click.UsageError("-X: expected KEY=VALUE, as in -X security.protocol=SASL_SSL")
        told[key.strip()] = value.strip()
    return ClientSettings.read(
        bootstrap or cluster["bootstrap_server"],
        cluster["command_config"],
        told,
        timeout_s=cluster["timeout_s"],
    )
