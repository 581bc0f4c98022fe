"""What `analyze --merge` cannot do: saved states have counted already."""

from __future__ import annotations

import click
from click.core import ParameterSource

# Parameter -> why it cannot be used, as the end of a sentence.
_DECIDED_WHEN_COUNTING = {
    "partitions": "the partition counts are stored in the states",
    "partitioner": "the partitioner is stored in the states",
    "what_if": "the partition counts are stored in the states",
    "input_format": "no file of keys is read",
    "exact": "no file of keys is read",
    "checkpoint": "no file of keys is read",
    "workers": "no file of keys is read",
}


def refuse_what_merge_ignores() -> None:
    """Refuse options of the running command that would have no effect."""
    context = click.get_current_context()
    for parameter in context.command.params:
        why = _DECIDED_WHEN_COUNTING.get(parameter.name or "")
        if (
            why is not None
            and context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        ):
            raise click.UsageError(
                f"{parameter.opts[-1]} has no effect with --merge: {why}. Remove it, or analyze the keys "
                "again."
            )
