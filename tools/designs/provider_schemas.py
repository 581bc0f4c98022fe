"""Writes what the Terraform providers take: resource -> its arguments, and which of them are required.

python -m tools.designs.provider_schemas

Terraform's own registry is not needed: the Pulumi packages on PyPI are generated from the providers and have
the same arguments. cultureamp/schemaregistry has no such package; its arguments are from its documentation.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Final

TARGET = Path(__file__).resolve().parents[2] / "tests" / "designs" / "emitters" / "provider_schemas.json"
# package -> (the prefix of its provider's resources, module -> resource)
_PACKAGES: Final = {
    "pulumi-kafka": (
        "kafka",
        {"topic": "kafka_topic", "acl": "kafka_acl", "quota": "kafka_quota", "provider": "provider kafka"},
    ),
    "pulumi-confluentcloud": (
        "confluentcloud",
        {
            "kafka_topic": "confluent_kafka_topic",
            "kafka_acl": "confluent_kafka_acl",
            "kafka_client_quota": "confluent_kafka_client_quota",
            "service_account": "confluent_service_account",
            "schema": "confluent_schema",
            "subject_config": "confluent_subject_config",
            "subject_mode": "confluent_subject_mode",
            "provider": "provider confluent",
        },
    ),
}
# What Pulumi calls otherwise.
_RENAMED: Final = {"acl_resource_name": "resource_name", "acl_resource_type": "resource_type"}
# Optional in Pulumi, which makes names up.
_REQUIRED: Final = {"kafka_topic": ["name"], "confluent_schema": ["schema"]}
_DOCUMENTED: Final = {
    "provider schemaregistry": {"schema_registry_url": False, "username": False, "password": False},
    "schemaregistry_schema": {
        "subject": True,
        "schema": True,
        "schema_type": False,
        "compatibility_level": False,
        "hard_delete": False,
        "references": False,
    },
}


def schemas() -> dict[str, Any]:
    """The document: sources, and resource -> argument -> whether it is required."""
    sources = {"cultureamp/schemaregistry": "docs/resources/schema.md of its repository, MIT"}
    found: dict[str, dict[str, bool]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for package, (module, resources) in _PACKAGES.items():
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, package],
                check=True,
            )
            (wheel,) = Path(folder).glob(f"{package.replace('-', '_')}-*.whl")
            sources[package] = f"{wheel.name.split('-')[1]}, Apache-2.0"
            with zipfile.ZipFile(wheel) as packed:
                for file, resource in resources.items():
                    text = packed.read(f"pulumi_{module}/{file}.py").decode()
                    found[resource] = _arguments(text, resource)
    return {"sources": sources, "resources": dict(sorted({**found, **_DOCUMENTED}.items()))}


def _arguments(text: str, resource: str) -> dict[str, bool]:
    """The keyword arguments of the class of arguments; those without a default are required."""
    classes = [
        one
        for one in ast.parse(text).body
        if isinstance(one, ast.ClassDef) and re.fullmatch(r"(?!_)\w+Args", one.name)
    ]
    init = next(one for one in classes[0].body if isinstance(one, ast.FunctionDef) and one.name == "__init__")
    found = {
        _RENAMED.get(argument.arg, argument.arg): default is None
        for argument, default in zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True)
    }
    return dict(sorted({**found, **dict.fromkeys(_REQUIRED.get(resource, ()), True)}.items()))


if __name__ == "__main__":
    TARGET.write_text(json.dumps(schemas(), indent=2) + "\n", encoding="utf-8")
