"""What someone asks for in a file and at the command line, put together: the options win."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kafka_architect.documents import read_document
from kafka_architect.errors import InputError
from kafka_architect.sizing import figure_reading as reading
from kafka_architect.sizing.calculator import ClusterSizingCalculator
from kafka_architect.sizing.choosing import NAMES, Choice
from kafka_architect.sizing.named import known
from kafka_architect.sizing.policy import Policy
from kafka_architect.sizing.uncertainty import RANGED, midpoint
from kafka_architect.sizing.workload import Workload, field_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.sizing.catalogue import Catalogue
    from kafka_architect.sizing.plan import ClusterPlan

_BESIDE_THE_WORKLOAD = ("instance", "catalogue", "policy", *NAMES)


@dataclass(frozen=True, slots=True)
class SizingRequest:
    """A workload, the ranges that some of its quantities were given as, and where to look for hardware."""

    workload: Workload
    ranges: dict[str, Any]
    policy: Policy
    catalogue: Catalogue
    choice: Choice

    def calculator(self, instance: str | None = None) -> ClusterSizingCalculator:
        """A calculator over what is chosen from, or over one instance of it."""
        catalogue = self.catalogue
        if instance is not None:
            catalogue = catalogue.narrowed_to(catalogue.find(instance))
        return ClusterSizingCalculator(self.workload, catalogue, self.policy, self.choice.selection)

    def beside(self, plan: ClusterPlan) -> dict[str, Any]:
        """What stands beside the plan's brokers, as the request asks for it."""
        from kafka_architect.sizing.beside import beside
        from kafka_architect.sizing.catalogues import machines_of

        return beside(plan, self.choice.beside, machines_of(self.catalogue.find(plan.instance)))


def sizing_request(
    file: str | None,
    options: Mapping[str, Any],
    *,
    instances: Sequence[str] = (),
    catalogue: str | None,
    choices: Mapping[str, Any] | None = None,
    policies: Sequence[str],
    volume: str | None,
    prices: str | None,
) -> SizingRequest:
    """Put a workload file and options together.

    Raises:
        InputError: A name is unknown, a value does not fit, or the file is no mapping.
    """
    document = _document(file)
    beside = {name: document.pop(name, None) for name in _BESIDE_THE_WORKLOAD}
    given = {**document, **{name: value for name, value in options.items() if value is not None}}
    known(given, [one.name for one in fields(Workload)], "workload")
    ranges = {name: value for name, value in given.items() if name in RANGED and _is_range(value)}
    workload = Workload.from_dict({name: midpoint(name, value) for name, value in given.items()})
    named = tuple(instances) or (_names(beside["instance"]) if catalogue is None else ())
    chosen = {name: (choices or {}).get(name) for name in NAMES}
    choice = Choice.of({name: beside[name] if value is None else value for name, value in chosen.items()})
    found = choice.catalogue(named, catalogue or _text(beside["catalogue"], "catalogue"))
    if prices:
        found = found.with_prices(read_document(prices).value)
        if named:
            found = found.narrowed_to(*(found.find(name) for name in named))
    return SizingRequest(workload, ranges, _policy(beside["policy"], policies, volume), found, choice)


def _names(value: object) -> tuple[str, ...]:
    """One instance, or several to compare."""
    if value is None:
        return ()
    several = value if isinstance(value, list) else [value]
    return tuple(reading.text(one, "instance") for one in several)


def _text(value: object, name: str) -> str | None:
    return None if value is None else reading.text(value, name)


def _document(file: str | None) -> dict[str, Any]:
    if file is None:
        return {}
    document = read_document(file).value
    if not isinstance(document, dict):
        raise InputError(
            f"{file}: expected names and values like 'rate: 50000', found {type(document).__name__}"
        )
    return {field_name(str(name)): value for name, value in document.items()}


def _policy(in_file: Any, policies: Sequence[str], volume: str | None) -> Policy:
    if in_file is not None and not isinstance(in_file, dict):
        raise InputError("policy: expected names and values like 'disk_target: 0.7'")
    values = {str(name).replace("-", "_"): value for name, value in (in_file or {}).items()}
    for text in policies:
        name, separator, value = text.partition("=")
        if not separator:
            raise InputError(f"policy {text!r}: expected NAME=VALUE, e.g. disk_target=0.7")
        values[name.strip().replace("-", "_")] = value.strip()
    if volume is not None:
        values["volume"] = volume
    known(values, Policy.names(), "policy")
    return Policy(**{name: _typed(name, value) for name, value in values.items()})


def _typed(name: str, value: Any) -> Any:
    """A policy value given as text, of the type of its default."""
    default = next(one.default for one in fields(Policy) if one.name == name)
    if not isinstance(value, str) or isinstance(default, str):
        return value
    if isinstance(default, bool):
        if value.lower() in {"true", "yes", "on", "false", "no", "off"}:
            return value.lower() in {"true", "yes", "on"}
        raise InputError(f"policy {name}: expected true or false, found {value!r}")
    try:
        return int(value) if isinstance(default, int) else float(value)
    except ValueError as error:
        raise InputError(f"policy {name}: expected a number, found {value!r}") from error


def _is_range(value: object) -> bool:
    return isinstance(value, (tuple, list)) or (isinstance(value, str) and ".." in value)
