"""design: from a specification to a checked Design."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.designs.checks import checked
from kafka_architect.designs.deriving.assemble import assemble
from kafka_architect.designs.deriving.elsewhere import topics_elsewhere
from kafka_architect.designs.drafting import draft
from kafka_architect.designs.specification.landscape import landscape
from kafka_architect.designs.specification.reading import read_specification
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.elsewhere import TopicElsewhere
    from kafka_architect.designs.specification.reading import Source


def design(specification: Source, *, environment: str = "") -> Design:
    """A complete Kafka design: topics, groups, client settings, guarantees, cluster, findings.

        design = ka.design("shop.yaml", environment="prod")
        design.topics["orders.events"].partitions      # 12 partitions, with formula, inputs, source
        design.emit("strimzi")                         # {path: text}

    Args:
        specification: The path of a YAML or JSON file, a dictionary, or a `ka.Specification`.
        environment: A name of the specification's `environments`; "" for what holds everywhere.

    Raises:
        SourceError: The file cannot be read.
        InputError: The specification is wrong: every fault with file, line, reason and way out.

    Examples:
        >>> made = ka.design("examples/designs/shop.yaml")
        >>> len(made.topics), made.topics["orders.events"].partitions.value
        (28, 12)
    """
    read = read_specification(specification, environment=environment)
    made = checked(assemble(draft(landscape(read))))
    if environment:
        return made
    elsewhere = {name: _elsewhere(made, specification, name) for name in read.specification.environments}
    return replace(made, elsewhere={name: topics for name, topics in elsewhere.items() if topics})


def _elsewhere(made: Design, specification: Source, environment: str) -> dict[str, TopicElsewhere]:
    """What differs in an environment. What is wrong only there says so: its line may be that of the base."""
    try:
        other = draft(landscape(read_specification(specification, environment=environment)))
        return topics_elsewhere(made.topics, other)
    except InputError as error:
        lines = [f"{line} (in the environment {environment})" for line in str(error).splitlines()]
        raise InputError("\n".join(lines)) from error
