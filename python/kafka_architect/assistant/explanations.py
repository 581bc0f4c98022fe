"""Tools and resources that explain: rules, and the numbers of plans, designs and tunings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from kafka_architect.assistant.answers import Answer, answer

if TYPE_CHECKING:
    from kafka_architect.assistant.designing import DesignTools
    from kafka_architect.assistant.folders import Folders
    from kafka_architect.assistant.plans import PlanTools


class ExplanationTools:
    """Tools over what the other tools answer with."""

    def __init__(self, folders: Folders, plans: PlanTools, designs: DesignTools) -> None:
        self._folders = folders
        self._plans = plans
        self._designs = designs

    def list_rules(
        self,
        subject: Annotated[
            str, Field(description="The letters of a subject (DUR, SEC), or '' for all.")
        ] = "",
    ) -> Answer:
        """List the rules of configuration checks, one line each."""
        from kafka_architect.validation.rules import rules

        letters = subject.strip().upper()
        found = [one for code, one in rules().items() if code.startswith(letters)]
        lines = [f"{one.code} {one.name}: {one.summary}" for one in found]
        return answer("\n".join(lines), {"codes": [one.code for one in found]})

    def explain_rule(
        self, code: Annotated[str, Field(description="A rule's code or name: DUR001, acks-not-all.")]
    ) -> Answer:
        """Explain a rule: why it matters, its sources, a bad and a good example."""
        document = rule_document(code)
        return answer(rule_page(document), document)

    def explain_number(
        self,
        name: Annotated[
            str | None,
            Field(
                description="The number: brokers, cpu@brokers_lost, orders.events.partitions. None lists all."
            ),
        ] = None,
        workload: Annotated[dict[str, Any] | None, Field(description="Of this workload's plan.")] = None,
        specification: Annotated[str | None, Field(description="Of this specification's design.")] = None,
        flow: Annotated[dict[str, Any] | None, Field(description="Of this flow's client settings.")] = None,
        path: Annotated[str | None, Field(description="Of a plan, design or tuning that was saved.")] = None,
    ) -> Answer:
        """Explain a number of a plan, design or tuning: inputs, formula, what binds, source."""
        from kafka_architect.explaining import explainable, explained

        document = self._document(workload, specification, flow, path)
        if name is None:
            names = explainable(document)
            return answer("\n".join(names), {"names": names})
        found = explained(document, name)
        return answer("\n".join(f"{key}: {value}" for key, value in found.items()), found)

    def _document(
        self,
        workload: dict[str, Any] | None,
        specification: str | None,
        flow: dict[str, Any] | None,
        path: str | None,
    ) -> Any:
        from kafka_architect.errors import InputError

        if sum(one is not None for one in (workload, specification, flow, path)) != 1:
            raise InputError("expected one of workload, specification, flow and path")
        if workload is not None:
            return self._plans.planned(workload)
        if specification is not None:
            return self._designs.designed(specification).to_dict()
        if flow is not None:
            from kafka_architect.designs.tuning.tuning import tune

            return tune(**flow).to_dict()
        from kafka_architect.documents import read_document

        return read_document(self._folders.to_read(path or "")).value


def rule_document(code: str) -> dict[str, Any]:
    """A rule as `kafka-architect rules CODE --format json` prints it."""
    from kafka_architect.validation.rules import rule_of

    return rule_of(code).to_dict()


def rule_page(document: dict[str, Any]) -> str:
    """A rule to read, without colour."""
    import io

    from rich.console import Console

    from kafka_architect.report.rule_text import print_rule

    console = Console(file=io.StringIO(), width=110, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        print_rule(console, document)
    return captured.get().strip("\n")
