"""Tools about designs: from a specification to topics, groups, cluster and files; differences; conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from kafka_architect.assistant.answers import Answer, answer

if TYPE_CHECKING:
    from kafka_architect.assistant.folders import Folders
    from kafka_architect.designs.model.design import Design

_Specification = Annotated[
    str,
    Field(description="The path of a specification, or its text (YAML): services, entities, rates, SLAs."),
]
_Environment = Annotated[str, Field(description="A name of the specification's environments; '' for none.")]


class DesignTools:
    """Tools over files in the folders, or over texts that are handed over."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def start_design(
        self,
        services: Annotated[list[str], Field(description="Names of services: order, payment.")] = [],  # noqa: B006 - the protocol copies it
        archetype: Annotated[
            str | None, Field(description="ecommerce, iot, payments, cdc, clickstream ...")
        ] = None,
        pattern: Annotated[
            str | None, Field(description="A pattern: saga-orchestration, retry-dlq ...")
        ] = None,
    ) -> Answer:
        """Write a commented specification to start from; it designs at once."""
        from kafka_architect.designs import starting
        from kafka_architect.errors import InputError

        if sum((bool(services), archetype is not None, pattern is not None)) != 1:
            raise InputError("expected one of services, archetype and pattern")
        if archetype is not None:
            text = starting.archetype(archetype)
        elif pattern is not None:
            text = starting.pattern_specification(pattern)
        else:
            text = starting.starting_specification(services, name="")
        return answer(text, {})

    def design(self, specification: _Specification, environment: _Environment = "") -> Answer:
        """Design topics, keys, groups, client settings, guarantees and a cluster, checked and explained."""
        made = self.designed(specification, environment)
        return answer(str(made), made.to_dict())

    def design_files(
        self,
        specification: _Specification,
        outputs: Annotated[
            list[str], Field(description="asyncapi, strimzi, terraform, spring, compose, markdown ...")
        ],
        environment: _Environment = "",
        folder: Annotated[
            str | None,
            Field(description="Write them into this new folder below the writable one, all or none."),
        ] = None,
    ) -> Answer:
        """Emit a design for the tools that people use; answers with the files, or writes them."""
        from kafka_architect.designs.emitters import emit, emitter
        from kafka_architect.files import write_folder

        made = self.designed(specification, environment)
        files = emit(made, [emitter(one).name for one in outputs])
        if folder is not None:
            written = write_folder(self._folders.to_write(folder), files, what="the design")
            return answer("\n".join(map(str, written)), {"files": sorted(files)})
        text = "\n".join(f"### {path}\n{content}" for path, content in files.items())
        return answer(text, {"files": files})

    def design_diff(
        self,
        old: Annotated[
            str, Field(description="A path: a specification, design.json, or what design import reads.")
        ],
        new: Annotated[str, Field(description="Likewise.")],
        environment: _Environment = "",
    ) -> Answer:
        """Compare two designs: what is safe, breaks order or loses data, and how to migrate."""
        from kafka_architect.designs.comparing import design_diff
        from kafka_architect.report.difference import as_text

        found = design_diff(self._folders.to_read(old), self._folders.to_read(new), environment=environment)
        document = found.to_dict()
        return answer(as_text(document), document)

    def import_design(
        self,
        paths: Annotated[
            list[str], Field(description="AsyncAPI, Terraform, Strimzi, jikkou, kafka-topics --describe ...")
        ],
        name: Annotated[str, Field(description="Name of the system.")] = "",
    ) -> Answer:
        """Convert what people have into a specification; what the files do not say is asked at its end."""
        from kafka_architect.designs.imported_text import specification_text
        from kafka_architect.designs.importing import import_files

        found = import_files([self._folders.to_read(path) for path in paths], name=name)
        return answer(specification_text(found), {})

    def designed(self, specification: str, environment: str = "") -> Design:
        """The design of a specification, by its path or text."""
        from kafka_architect.designs.design import design
        from kafka_architect.documents import parse_document

        source: Any = specification
        if "\n" in specification or ":" in specification:
            source = parse_document(specification, name="specification").value
        else:
            source = self._folders.to_read(specification)
        return design(source, environment=environment)
