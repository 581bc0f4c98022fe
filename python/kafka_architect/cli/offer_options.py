"""The options of `size` that say what a cluster may be bought as."""

from __future__ import annotations

import functools
from typing import Any

import click

_NAMES = ("pricing", "region", "allow", "families", "min_vcpu", "max_brokers", "beside")


def offer_options(command: Any) -> Any:
    """Add the options to a command, which gets them as one mapping `choices`; None where not given."""

    @functools.wraps(command)
    def with_choices(**values: Any) -> Any:
        return command(choices={name: values.pop(name) for name in _NAMES}, **values)

    for option in reversed(
        (
            click.option("--pricing", help="On-demand, reserved-1y or reserved-3y [default: on-demand]."),
            click.option("--region", help="A region of each catalogue: eu-west-1, or us-east-1,us-central1."),
            click.option(
                "--allow", help="Also choose from hdd, burstable or small machines, comma-separated."
            ),
            click.option("--families", help="Choose only from these families: m7g,r7g."),
            click.option("--min-vcpu", help="Minimum vCPUs per broker.  [default: 4]"),
            click.option("--max-brokers", type=int, help="Maximum number of brokers."),
            click.option(
                "--beside",
                help="Also plan connect, mirror-maker, schema-registry or streams, comma-separated.",
            ),
        )
    ):
        with_choices = option(with_choices)
    return with_choices
