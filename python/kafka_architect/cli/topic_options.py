"""The options of `analyze` that say what is read of a topic of a running cluster."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.cluster_options import client_settings, cluster_options
from kafka_architect.cli.judgement_options import given_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.cluster.keys.reading import TopicReading

_NAMES = ("newest", "since", "until", "read_committed", "tiered", "max_rate")
# Parameters that mean something for a topic only.
_OF_TOPICS = (*_NAMES, "bootstrap_server", "command_config", "client_setting", "timeout_s")
_SCHEME = "kafka://"

_OPTIONS = (
    click.option(
        "--newest", type=click.IntRange(1), metavar="N", help="Of each partition, the newest N offsets."
    ),
    click.option(
        "--since",
        metavar="TIME",
        help="From this time on: 2026-11-30T18:00:00Z, or 6h or 2d for so long ago.",
    ),
    click.option("--until", metavar="TIME", help="Up to this time, as --since has it [default: now]."),
    click.option(
        "--read-committed", is_flag=True, help="Leave records of aborted and open transactions out."
    ),
    click.option(
        "--tiered", is_flag=True, help="Also read what is in tiered storage, which brokers fetch from there."
    ),
    click.option(
        "--max-rate",
        metavar="RATE",
        help="Take no more from all brokers together: 50MB/s [default: no limit].",
    ),
)


def topic_options(command: Any) -> Any:
    """Add the options to a command, which gets them as one mapping `topic_reading`."""

    @functools.wraps(command)
    def with_topic(cluster: dict[str, Any], **values: Any) -> Any:
        told = {name: values.pop(name) for name in _NAMES}
        return command(topic_reading={**told, "cluster": cluster}, **values)

    with_options = cluster_options(with_topic)
    for option in reversed(_OPTIONS):
        with_options = option(with_options)
    return with_options


def reading_of_topic(told: dict[str, Any], files: Sequence[str]) -> TopicReading | None:
    """What is read of the topic among `files`, which is alone; None where there is none.

    Raises:
        click.UsageError: A topic is named beside others, or options for topics without one.
        InputError, SourceError: An option or a client file is wrong.
    """
    if not any(name.startswith(_SCHEME) for name in files):
        given = click.get_current_context().get_parameter_source
        for parameter in click.get_current_context().command.params:
            name = parameter.name or ""
            if name in _OF_TOPICS and given(name) is click.core.ParameterSource.COMMANDLINE:
                raise click.UsageError(
                    f"{parameter.opts[0]} is for topics of a cluster: expected {_SCHEME}host:9092/topic"
                )
        return None
    if len(files) > 1:
        raise click.UsageError(f"{_SCHEME}: a topic is analyzed alone: name one")
    params = click.get_current_context().params
    for option in ("headers_only", "merge"):
        if params.get(option):
            raise click.UsageError(f"--{option.replace('_', '-')} is for files: leave it out for a topic")
    if given_options().co_partition:
        raise click.UsageError("--co-partition is for files: leave it out for a topic")
    from kafka_architect.cluster.keys.reading import TopicReading, bytes_per_s, topic_address

    servers, _ = topic_address(files[0])
    rate = told["max_rate"]
    return TopicReading(
        client=client_settings(told["cluster"], servers),
        max_bytes_per_s=None if rate is None else bytes_per_s(rate),
        **{name: told[name] for name in _NAMES if name != "max_rate"},
    )
