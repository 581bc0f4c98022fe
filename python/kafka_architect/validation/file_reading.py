"""From a file to its configurations, those of embedded clients among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import nearest_version
from kafka_architect.validation.configuration import Fault, Reading
from kafka_architect.validation.dialects import read_file
from kafka_architect.validation.embedded import embedded_clients
from kafka_architect.validation.kafka_version import version_told
from kafka_architect.validation.role import CLIENTS

if TYPE_CHECKING:
    from kafka_architect.validation.role import Client, Role
    from kafka_architect.validation.source_file import SourceFile


def read(
    file: SourceFile,
    role: Role | None,
    client: Client | None = None,
    application: tuple[SourceFile, ...] = (),
    kafka_version: str | None = None,
) -> Reading:
    """What the file's dialect makes of it, with the clients that are embedded in it.

    `client` is the library that the user says the file is for; None lets keys and names tell. `application`
    are all files that configure the same application, where there are several. `kafka_version` is what the
    user says; None lets the file tell.
    """
    if file.unread:
        return Reading(faults=[Fault(fault) for fault in file.faults])
    reading = read_file(file, role, application)
    if reading is None:
        return Reading()
    reading.faults.extend(Fault(fault) for fault in file.faults)
    for configuration in reading.configurations:
        if client is not None and configuration.role in CLIENTS:
            configuration.client = client
    return with_embedded(reading, kafka_version)


def with_embedded(reading: Reading, kafka_version: str | None) -> Reading:
    """A reading with the clients inside its programs, as configurations of their own."""
    embedded = (
        client
        for one in reading.configurations
        for client in embedded_clients(one, kafka_version or nearest_version(version_told(one)))
    )
    return Reading([*reading.configurations, *embedded], reading.faults, reading.unjudged)
