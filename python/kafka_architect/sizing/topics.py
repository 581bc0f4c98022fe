"""TopicLoad: one topic of a cluster, by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import inputs
from kafka_architect.sizing.inputs import Input
from kafka_architect.sizing.load import Load
from kafka_architect.sizing.named import known

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEGAL_NAME: Final = re.compile(r"[a-zA-Z0-9._-]{1,249}")


def _name(value: Any, name: str) -> str:
    if not isinstance(value, str) or not _LEGAL_NAME.fullmatch(value) or value in {".", ".."}:
        raise InputError(
            f"topic {name}: expected 1 to 249 letters, digits, '.', '_' and '-', found {value!r}"
        )
    return value


@short_repr
@dataclass(kw_only=True, unsafe_hash=True)
class TopicLoad(Load):
    """One topic of a cluster: ka.TopicLoad(name="orders", rate="5 MB/s", retention="7d").

    The fields are those of Workload's one-topic form. `name` must be a legal topic name.

    Examples:
        >>> orders = ka.TopicLoad(name="orders", rate="5 MB/s", retention="7d", partitions=12)
        >>> ka.ClusterSizingCalculator(ka.Workload(topics=[orders])).plan().partitions_total
        12
    """

    name: Input[str, str] = Input(_name, "", about="the topic's name", source="must be given")

    def __post_init__(self) -> None:
        if not self.name:
            raise InputError("topic name is missing: every TopicLoad requires a name")
        try:
            self._check()
        except InputError as error:
            text = str(error)
            raise (error if text.startswith("topic ") else InputError(f"topic {self.name}: {text}")) from None
        if self.partitions is not None and self.skew > self.partitions:
            raise InputError(
                f"topic {self.name}: skew {self.skew:g} exceeds partitions {self.partitions}: the hottest "
                "partition cannot carry more than everything"
            )

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> TopicLoad:
        """A topic from a mapping such as a YAML or JSON file holds; hyphens may stand for underscores."""
        if not isinstance(document, dict):
            raise InputError(f"topics: expected fields like 'name: orders', found {document!r}")
        named = {str(key).replace("-", "_"): value for key, value in document.items()}
        label = f"topic {named['name']}" if isinstance(named.get("name"), str) else "a topic"
        values = known(named, [one.name for one in fields(cls)], label)
        try:
            return cls(**values)
        except InputError as error:
            text = str(error)
            raise (error if text.startswith("topic ") else InputError(f"{label}: {text}")) from None

    def changed(self, **values: Any) -> TopicLoad:
        """The same topic with some values changed; quantities may be texts."""
        return TopicLoad.from_dict({**self.to_dict(), **self.ranges, **self.sizes_for(values), **values})

    def to_dict(self) -> dict[str, Any]:
        """Every value, as a number or text that `from_dict` takes."""
        return {"name": self.name, **self.load_values()}

    def described(self) -> list[dict[str, Any]]:
        """Each value, whether it is the default, and the default's source."""
        return inputs.described(self, self.load_values(), f"{self.name}.")
