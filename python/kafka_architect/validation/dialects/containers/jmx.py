"""The port on which a JVM answers JMX without asking for a name.

Source: bin/kafka-run-class.sh of Apache Kafka: JMX_PORT opens the port, and KAFKA_JMX_OPTS, where it is not
set, switches authentication and TLS off. The images of Apache and Confluent take KAFKA_JMX_PORT for JMX_PORT.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.configuration import Setting

_PORTS = ("KAFKA_JMX_PORT", "JMX_PORT")
_PORT_OPTION = re.compile(r"-Dcom\.sun\.management\.jmxremote\.port=(\d+)")
_NO_NAME = re.compile(r"-Dcom\.sun\.management\.jmxremote\.authenticate=false\b")


def open_jmx(variables: Mapping[str, Setting]) -> Setting | None:
    """The port, where it is written; None where JMX is off, asks for a name, or cannot be told."""
    options = variables.get("KAFKA_JMX_OPTS")
    if options is not None and not _NO_NAME.search(options.value or ""):
        return None
    for name in _PORTS:
        port = variables.get(name)
        if port is not None and (port.value or "").strip().isdecimal():
            return port._replace(key=attributes.OPEN_JMX, value=(port.value or "").strip())
    found = _PORT_OPTION.search(options.value or "") if options is not None else None
    return (
        None
        if options is None or found is None
        else options._replace(key=attributes.OPEN_JMX, value=found[1])
    )
