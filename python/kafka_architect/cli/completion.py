"""kafka-architect completion: the script that makes a shell complete this command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_EXAMPLES = """
\b
Examples:
  kafka-architect completion bash > ~/.local/share/bash-completion/completions/kafka-architect
  kafka-architect completion zsh > "${fpath[1]}/_kafka-architect"
  kafka-architect completion fish > ~/.config/fish/completions/kafka-architect.fish
"""


@click.command("completion", epilog=_EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL."""
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no shell completion for {shell}")
    complete = script(ctx.find_root().command, {}, "kafka-architect", "_KAFKA_ARCHITECT_COMPLETE")
    click.echo(complete.source())
