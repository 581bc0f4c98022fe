"""kafka-architect schema: the JSON Schemas of what the commands print."""

from __future__ import annotations

import click

from kafka_architect.cli.completing import documents
from kafka_architect.cli.report_output import check_output, output_option, print_text, write_output
from kafka_architect.report.json_text import json_text

_EXAMPLES = """
\b
Examples:
  kafka-architect schema                        # the documents, one a line
  kafka-architect schema plan > plan.schema.json
  kafka-architect schema design-specification   # what a specification may hold
"""


@click.command("schema", epilog=_EXAMPLES)
@click.argument("name", required=False, metavar="[NAME]", shell_complete=documents)
@output_option
def command(name: str | None, output_file: str | None) -> None:
    """List the JSON documents that the commands print, or print the JSON Schema of one."""
    from kafka_architect.documents.kinds import KINDS
    from kafka_architect.published import SPECIFICATION, schema, schema_names

    check_output(output_file)
    if name is not None:
        write_output(json_text(schema(name)), output_file)
        return
    width = max(map(len, schema_names())) + 2
    lines = [f"{kind.name:<{width}}version {kind.version}  {kind.command}" for kind in KINDS.values()]
    print_text("\n".join([*lines, f"{SPECIFICATION:<{width}}what kafka-architect design reads"]), output_file)
