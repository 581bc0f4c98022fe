"""terraform-schemas: subjects of the schema registry, with compatibility and schemas in files beside.

Of the provider confluentinc/confluent where the platform is Confluent Cloud, else of
cultureamp/schemaregistry, which talks to every registry with the API of Confluent's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.hcl_text import Block, Expression, hcl_text, label, quoted
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.schema_texts import skeletons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.writing.schema_texts import Skeleton

_FOLDER: Final = "terraform/schema-registry"
_CONFLUENT_VARIABLES: Final = {
    "schema_registry_id": "lsrc-...: the Schema Registry cluster",
    "schema_registry_rest_endpoint": "https://psrc-...: its REST endpoint",
}
_CONFLUENT_SECRETS: Final = {
    "schema_registry_api_key": "an API key of the Schema Registry cluster",
    "schema_registry_api_secret": "its secret",
}
_VARIABLES: Final = {"schema_registry_url": "https://host:port of the schema registry"}
_SECRETS: Final = {
    "schema_registry_username": "who may register schemas",
    "schema_registry_password": "the password",
}


def _emit(design: Design) -> dict[str, str]:
    found = skeletons(design)
    if not found:
        return {}
    confluent = design.platform.kind == "confluent-cloud"
    taken: set[str] = set()
    blocks = [block for one in found for block in (_confluent if confluent else _subject)(one, taken)]
    return {
        f"{_FOLDER}/main.tf": hcl_text(list(_confluent_head() if confluent else _head())),
        f"{_FOLDER}/subjects.tf": hcl_text(blocks),
        **{f"{_FOLDER}/schemas/{one.path}": one.text for one in found},
    }


def _variables(plain: dict[str, str], secret: dict[str, str]) -> Iterator[Block]:
    for name, what in plain.items():
        yield Block("variable", (name,), {"type": Expression("string"), "description": what})
    for name, what in secret.items():
        body = {"type": Expression("string"), "description": what, "sensitive": True}
        yield Block("variable", (name,), body)


def _required(name: str, source: str, version: str) -> Block:
    providers = {name: {"source": source, "version": version}}
    return Block("terraform", (), {"required_providers": Block("required_providers", (), providers)})


def _confluent_head() -> Iterator[Block]:
    yield _required("confluent", "confluentinc/confluent", "~> 2.0")
    yield from _variables(_CONFLUENT_VARIABLES, _CONFLUENT_SECRETS)
    names = [*_CONFLUENT_VARIABLES, *_CONFLUENT_SECRETS]
    yield Block("provider", ("confluent",), {name: Expression(f"var.{name}") for name in names})


def _head() -> Iterator[Block]:
    yield _required("schemaregistry", "cultureamp/schemaregistry", ">= 1.0")
    yield from _variables(_VARIABLES, _SECRETS)
    body = {
        "schema_registry_url": Expression("var.schema_registry_url"),
        "username": Expression("var.schema_registry_username"),
        "password": Expression("var.schema_registry_password"),
    }
    yield Block("provider", ("schemaregistry",), body)


def _confluent(skeleton: Skeleton, taken: set[str]) -> Iterator[Block]:
    one = skeleton.subject
    name = label(one.subject, taken)
    yield Block(
        "resource",
        ("confluent_subject_config", name),
        {"subject_name": one.subject, "compatibility_level": one.compatibility},
        one_line(one.because),
    )
    body: dict[str, Any] = {
        "subject_name": one.subject,
        "format": skeleton.kind,
        "schema": _file(skeleton),
        "depends_on": [Expression(f"confluent_subject_config.{name}")],
        "lifecycle": Block("lifecycle", (), {"prevent_destroy": True}),
    }
    yield Block("resource", ("confluent_schema", name), body)
    if one.hashes_schema_id:
        frozen = {
            "subject_name": one.subject,
            "mode": "READONLY",
            "depends_on": [Expression(f"confluent_schema.{name}")],
        }
        yield Block("resource", ("confluent_subject_mode", name), frozen, "No version may follow.")


def _subject(skeleton: Skeleton, taken: set[str]) -> Iterator[Block]:
    one = skeleton.subject
    body: dict[str, Any] = {
        "subject": one.subject,
        "schema_type": skeleton.kind,
        "compatibility_level": one.compatibility,
        "schema": _file(skeleton),
        "lifecycle": Block("lifecycle", (), {"prevent_destroy": True}),
    }
    yield Block("resource", ("schemaregistry_schema", label(one.subject, taken)), body, one_line(one.because))


def _file(skeleton: Skeleton) -> Expression:
    return Expression(f'file("${{path.module}}/schemas/{quoted(skeleton.path)[1:-1]}")')


EMITTER = Emitter(
    "terraform-schemas",
    "Terraform for the schema registry: subjects, compatibility and skeleton schemas.",
    _emit,
    needs="the format of the messages: defaults.schema.format",
)
