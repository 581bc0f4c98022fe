"""Hardware of your own, from a YAML or JSON file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.documents import read_document
from kafka_architect.errors import InputError
from kafka_architect.sizing import hardware_reading as reading
from kafka_architect.sizing.catalogue import own_catalogue
from kafka_architect.sizing.hardware import Hardware

if TYPE_CHECKING:
    from kafka_architect.documents import Document
    from kafka_architect.sizing.catalogue import Catalogue

_MOST_KINDS = 1000
_PARTS = {"market": reading.market, "controllers": reading.controllers, "volumes": reading.volumes}
_ABOUT = ("hardware", "date", *_PARTS)


def read_hardware(path: str) -> Catalogue:
    """A catalogue from a file: one kind of broker, a list of kinds, or `hardware:` with what they share.

    `market`, `controllers` and `volumes` beside `hardware` hold for every kind that has none of its own.

    Raises:
        SourceError: The file cannot be read.
        InputError: It is no YAML or JSON, a field is unknown, missing or of the wrong type; the message
            names file and line.
    """
    document = read_document(path)
    shared: dict[str, Any] = {}
    value = document.value
    if isinstance(value, dict) and "hardware" in value:
        try:
            about = reading.named_fields(value, _ABOUT, "hardware file")
        except InputError as error:
            document.refuse(str(error))
        shared = {name: about[name] for name in _PARTS if about.get(name)}
        entries, date = value["hardware"], str(value.get("date") or "given")
        market = shared.get("market", {})
        if isinstance(market, dict):
            shared["market"] = {"date": date, **market}
        shared = {name: _shared(document, name, part) for name, part in shared.items()}
    else:
        entries, date = (value if isinstance(value, list) else [value]), "given"
    if isinstance(entries, dict):
        entries = [entries]
    if not isinstance(entries, list) or not entries:
        document.refuse("expected a list of hardware, found nothing", "hardware")
    if len(entries) > _MOST_KINDS:
        document.refuse(f"expected at most {_MOST_KINDS:,} hardware types, found {len(entries):,}")
    return own_catalogue(
        [_kind(document, number, entry, shared) for number, entry in enumerate(entries)], date
    )


def _shared(document: Document, name: str, part: object) -> object:
    """What all kinds share, read once, so that its errors are its own and not those of the first kind."""
    try:
        return _PARTS[name](part, name)
    except InputError as error:
        document.refuse(str(error), name)


def _kind(document: Document, number: int, entry: object, shared: dict[str, Any]) -> Hardware:
    try:
        if isinstance(entry, dict):
            return Hardware.from_dict({**shared, **entry})
        return Hardware.from_dict(entry)  # type: ignore[arg-type]
    except InputError as error:
        place = next(
            (keys for keys in (("hardware", number), (number,)) if document.line(*keys) is not None), ()
        )
        document.refuse(str(error), *place)
