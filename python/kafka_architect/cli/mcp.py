"""kafka-architect mcp: the tools for an assistant, over standard input and output."""

from __future__ import annotations

import click

_EXAMPLES = """
\b
Examples:
  kafka-architect mcp                                  # texts that the assistant hands over; no file
  kafka-architect mcp --folder .                       # may read what lies below this folder
  kafka-architect mcp --folder dumps --mask-keys       # keys are shown as pseudonyms
  kafka-architect mcp --folder . --write build/design  # may write there, and nowhere else

\b
An assistant starts it by itself; in its settings:
  {"mcpServers": {"kafka": {"command": "kafka-architect", "args": ["mcp", "--folder", "/home/me/orders"]}}}
"""


@click.command("mcp", epilog=_EXAMPLES)
@click.option(
    "--folder", "folders", multiple=True, type=click.Path(path_type=str),
    help="A folder that may be read recursively; may be repeated.",
)  # fmt: skip
@click.option("--write", type=click.Path(path_type=str), help="The folder that may be written to.")
@click.option("--mask-keys", is_flag=True, help="Always show pseudonyms in place of keys.")
def command(folders: tuple[str, ...], write: str | None, mask_keys: bool) -> None:
    """Serve an assistant (Model Context Protocol over standard input and output) until it disconnects."""
    from kafka_architect.assistant.folders import Folders
    from kafka_architect.keys.optional_module import is_installed

    allowed = Folders(folders, write)
    if not is_installed("mcp"):
        from kafka_architect.errors import InputError

        raise InputError("the MCP server requires an additional library: pip install 'kafka-architect[mcp]'")
    from kafka_architect.assistant.server import assistant_server

    assistant_server(allowed, mask_keys=mask_keys).run("stdio")
