"""The server: tools, resources and prompts put together, with errors that say what to do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp_types import ToolAnnotations

from kafka_architect.assistant.configurations import ConfigurationTools
from kafka_architect.assistant.designing import DesignTools
from kafka_architect.assistant.explanations import ExplanationTools, rule_document, rule_page
from kafka_architect.assistant.keys import KeyTools
from kafka_architect.assistant.plans import PlanTools
from kafka_architect.assistant.prompts import PROMPTS
from kafka_architect.build import build_info
from kafka_architect.errors import InputError, KafkaArchitectError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.assistant.folders import Folders

_INSTRUCTIONS = (
    "Figures for Apache Kafka: how keys spread over partitions, how large a cluster must be and what it "
    "costs, what is wrong with configurations, complete designs. Every number and every judgement can be "
    "explained: explain_number, explain_rule. Answers are cut to a bounded size; `truncated` says what was "
    "left out."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


def assistant_server(folders: Folders, *, mask_keys: bool = False) -> MCPServer[Any]:
    """A server of all tools.

    Args:
        folders: What may be read and written.
        mask_keys: Whether keys of records are shown as pseudonyms always, whatever a tool is asked.
    """
    server: MCPServer[Any] = MCPServer(
        "kafka-architect",
        title="kafka-architect",
        instructions=_INSTRUCTIONS,
        version=build_info()["version"],
        log_level="WARNING",
    )
    keys, plans = KeyTools(folders, mask_keys=mask_keys), PlanTools()
    configurations, designs = ConfigurationTools(folders), DesignTools(folders)
    explanations = ExplanationTools(folders, plans, designs)
    for tool in (
        keys.analyze_keys, keys.compare_keys, keys.place_key,
        plans.size_cluster, plans.recommend_partitions, plans.tune_clients,
        configurations.validate_text, configurations.validate_path, configurations.fix_text,
        explanations.list_rules, explanations.explain_rule, explanations.explain_number,
        designs.start_design, designs.design, designs.design_diff, designs.import_design,
    ):  # fmt: skip
        _add(server, tool, folders, _READS)
    writes = folders.writable is not None
    _add(server, designs.design_files, folders, _WRITES if writes else _READS)
    server.resource("kafka-rule://{code}", mime_type="text/plain", title="A rule of configuration checks")(
        _rule
    )
    for prompt in PROMPTS:
        server.prompt()(prompt)
    return server


def _add(
    server: MCPServer[Any], tool: Callable[..., Any], folders: Folders, annotations: ToolAnnotations
) -> None:
    @functools.wraps(tool)
    def run(*positional: Any, **named: Any) -> Any:
        try:
            with folders.guarded():
                return tool(*positional, **named)
        except KafkaArchitectError as error:
            raise ToolError(str(error)) from error

    server.add_tool(run, annotations=annotations)


def _rule(code: str) -> str:
    """Why a rule matters, its sources, a bad and a good example."""
    try:
        return rule_page(rule_document(code))
    except InputError as error:
        raise ResourceNotFoundError(str(error)) from error
