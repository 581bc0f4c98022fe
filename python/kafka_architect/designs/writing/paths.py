"""Names of files for names that anybody may have chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import ClientSettings


def file_name(name: str) -> str:
    """The name without what a file system or a shell gives a meaning to."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip(".") or "_"


def client_path(client: ClientSettings) -> str:
    """clients/SERVICE/consumer, without an ending."""
    return f"clients/{file_name(client.service)}/{file_name(client.name.removeprefix(client.service + '.'))}"
