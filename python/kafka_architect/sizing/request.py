"""What someone asks for in a file and at the command line, put together: the options win."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from kafka_architect.documents import read_document
from kafka_architect.errors import InputError
from kafka_architect.sizing import figure_reading as reading
from kafka_architect.sizing.calculator import ClusterSizingCalculator
from kafka_architect.sizing.choosing import NAMES, Choice
from kafka_architect.sizing.file_places import placed
from kafka_architect.sizing.named import known
from kafka_architect.sizing.policy import Policy
from kafka_architect.sizing.workload import Workload, field_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.documents import Document
    from kafka_architect.sizing.catalogue import Catalogue
    from kafka_architect.sizing.plan import ClusterPlan

# Where the search for the most of something begins that was not given.
_START = {"rate": 1000.0, "retention": "1d"}
_ROUNDS = 20
_SETTLED = 1e-5
_BESIDE_THE_WORKLOAD = ("instance", "catalogue", "policy", *NAMES)


@dataclass(frozen=True, slots=True)
class SizingRequest:
    """A workload, a policy, and where to look for hardware.

    Attributes:
        started: What is asked for and was not given: rate or retention, with a value to begin at. Else None.
    """

    workload: Workload
    policy: Policy
    catalogue: Catalogue
    choice: Choice
    started: str | None = None

    def calculator(self, instance: str | None = None) -> ClusterSizingCalculator:
        """A calculator over what is chosen from, or over one instance of it."""
        catalogue = self.catalogue
        if instance is not None:
            catalogue = catalogue.narrowed_to(catalogue.find(instance))
        return ClusterSizingCalculator(self.workload, catalogue, self.policy, self.choice.selection)

    def at_most(self, brokers: int | None) -> SizingRequest:
        """The same request with the most of what was not given; partitions are recommended for that much.

        Raises:
            InputError: More than one kind of broker is chosen from, no number is given, nothing limits it, or
                that many brokers do not carry even a little.
        """
        of, kinds = self.started, self.catalogue.candidates or self.catalogue.hardware
        if of is None:
            return self
        if brokers is None or len(kinds) != 1:
            raise InputError(f"max {of}: {of} is not given: set instance and the number of brokers")
        request = self
        for _ in range(_ROUNDS):
            found = request.calculator().most(of, brokers)
            if found.value is None or found.value <= 0:
                limit = " at ".join(found.binding).replace("_", " ")
                why = "any: no limit depends on it" if found.value is None else f"none: {limit} is exceeded"
                raise InputError(f"max {of}: {brokers} x {kinds[0].name} support {why}")
            value = f"{found.value!r} s" if of == "retention" else found.value
            request = replace(request, workload=request.workload.changed(**{of: value}))
            if abs((found.times or 0) - 1) < _SETTLED:
                break
        return request

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
    asked: str | None = None,
    measured: Mapping[str, Any] | None = None,
) -> SizingRequest:
    """Put a workload file and options together; what is asked for need not be given.

    `measured` is what a running cluster carries, as a file would say it.

    Raises:
        InputError: A name is unknown, a value does not fit, or the file is no mapping.
    """
    read = None if file is None else read_document(file)
    document = {**(measured or {}), **_document(read)}
    beside = {name: document.pop(name, None) for name in _BESIDE_THE_WORKLOAD}
    wanted = {name: value for name, value in options.items() if value is not None}
    given = {**document, **wanted}
    started = _started(given, asked)
    if started is not None:
        given[started] = _START[started]
    chosen = {name: (choices or {}).get(name) for name in NAMES}
    with placed(read, {*wanted, *(name for name, value in chosen.items() if value is not None)}):
        named = tuple(instances) or (_names(beside["instance"]) if catalogue is None else ())
        known(given, [one.name for one in fields(Workload)], "workload")
        workload = Workload.from_dict(given)
        choice = Choice.of({name: beside[name] if value is None else value for name, value in chosen.items()})
    found = choice.catalogue(named, catalogue or _text(beside["catalogue"], "catalogue"))
    if prices:
        found = found.with_prices(read_document(prices).value)
        if named:
            found = found.narrowed_to(*(found.find(name) for name in named))
    with placed(read, ("policy",) if policies or volume else ()):
        policy = _policy(beside["policy"], policies, volume)
    return SizingRequest(workload, policy, found, choice, started)


def _started(given: Mapping[str, Any], asked: str | None) -> str | None:
    """What is asked for, where it can be and is not given."""
    others = {"rate": (), "retention": ("retention_bytes", "live_keys")}.get(asked or "")
    if asked is None or others is None or isinstance(given.get("topics"), list):
        return None
    return None if any(given.get(name) is not None for name in (asked, *others)) else asked


def _names(value: object) -> tuple[str, ...]:
    """One instance, or several to compare."""
    if value is None:
        return ()
    several = value if isinstance(value, list) else [value]
    return tuple(reading.text(one, "instance") for one in several)


def _text(value: object, name: str) -> str | None:
    return None if value is None else reading.text(value, name)


def _document(read: Document | None) -> dict[str, Any]:
    if read is None:
        return {}
    if not isinstance(read.value, dict):
        read.refuse(f"expected keys and values like 'rate: 50000', found {type(read.value).__name__}")
    return {field_name(str(name)): value for name, value in read.value.items()}


def _policy(in_file: Any, policies: Sequence[str], volume: str | None) -> Policy:
    if in_file is not None and not isinstance(in_file, dict):
        raise InputError("policy: expected keys and values like 'disk_target: 0.7'")
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
