"""kafka-architect schema: the JSON Schemas of what the commands print."""

from __future__ import annotations

import click

from kafka_architect.report.json_text import json_text

_EXAMPLES = """
\b
Examples:
  kafka-architect schema                        # the documents, one a line
  kafka-architect schema plan > plan.schema.json
  kafka-architect schema design-specification   # what a specification may hold
"""


@click.command("schema", epilog=_EXAMPLES)
@click.argument("name", required=False, metavar="[NAME]")
def command(name: str | None) -> None:
    """List the JSON documents that the commands print, or print the JSON Schema of one."""
    from kafka_architect.documents.kinds import KINDS
    from kafka_architect.published import SPECIFICATION, schema, schema_names

    if name is not None:
        click.echo(json_text(schema(name)))
        return
    width = max(map(len, schema_names())) + 2
    for kind in KINDS.values():
        click.echo(f"{kind.name:<{width}}version {kind.version}  {kind.command}")
    click.echo(f"{SPECIFICATION:<{width}}what kafka-architect design reads")
