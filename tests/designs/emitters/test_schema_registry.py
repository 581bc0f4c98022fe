"""What register.sh does to a real schema registry: subjects, schemas, compatibility as in the plan."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from kafka_architect.designs.design import design
from tests.designs.specifications import EXAMPLES
from tools.kafka.registry import SchemaRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kafka_architect.designs.model.design import Design

pytestmark = pytest.mark.kafka

_FIELDS = {
    "id": "uuid", "amount": "decimal", "at": "timestamp", "on": "date", "tags": "string[]", "note": "string?",
    "count": "long", "share": "double", "done": "boolean", "raw": "bytes",
}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Iterator[str]:
    missing = [name for name in ("java", "mvn", "curl") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)} to run a real schema registry")
    with SchemaRegistry() as running:
        yield running.url


def _registered(made: Design, url: str, folder: Path) -> None:
    for path, text in made.emit("schemas").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["sh", str(folder / "schemas" / "register.sh")],
        env={"SCHEMA_REGISTRY_URL": url, "PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _asked(url: str, *, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    kind = {"Content-Type": "application/vnd.schemaregistry.v1+json"}
    request = urllib.request.Request(url, data=data, headers=kind)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.loads(answer.read())


def _designed(form: str) -> Design:
    """A system whose entities are named after the format: subjects of other formats are others."""
    messages = {"Made": {"fields": _FIELDS}, "Paid": {"fields": {"id": "uuid"}}}
    schema = {"format": form, "key": form}
    streams = {"key": "id", "events": {"messages": messages, "schema": schema}}
    return design({"name": "shop", "entities": {form.replace("-", ""): streams}})


@pytest.mark.parametrize("form", ["avro", "protobuf", "json-schema"])
def test_the_registry_has_what_the_plan_says(form: str, registry: str, tmp_path: Path) -> None:
    made = _designed(form)
    _registered(made, registry, tmp_path)
    for one in made.schemas:
        subject = urllib.parse.quote(one.subject, safe="")
        assert _asked(f"{registry}/subjects/{subject}/versions") == [1]
        latest = _asked(f"{registry}/subjects/{subject}/versions/latest")
        assert latest["subject"] == one.subject
        assert latest.get("schemaType", "AVRO") == {"avro": "AVRO", "protobuf": "PROTOBUF"}.get(form, "JSON")
        assert _asked(f"{registry}/config/{subject}")["compatibilityLevel"] == one.compatibility
    # Once more is no new version.
    _registered(made, registry, tmp_path)
    subject = urllib.parse.quote(made.schemas[0].subject, safe="")
    assert _asked(f"{registry}/subjects/{subject}/versions") == [1]


def test_the_shop_is_registered(registry: str, tmp_path: Path) -> None:
    made = design(EXAMPLES / "shop.yaml")
    _registered(made, registry, tmp_path)
    assert {one.subject for one in made.schemas} <= set(_asked(f"{registry}/subjects"))


def test_the_compatibility_of_the_plan_is_enforced(registry: str, tmp_path: Path) -> None:
    made = _designed("avro")
    _registered(made, registry, tmp_path)
    (paid,) = (one for one in made.schemas if one.message == "Paid")
    subject = urllib.parse.quote(paid.subject, safe="")
    schema = json.loads(_asked(f"{registry}/subjects/{subject}/versions/latest")["schema"])
    # BACKWARD: a reader of the new schema has no value for the field in old records.
    schema["fields"].append({"name": "added", "type": "string"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        _asked(f"{registry}/subjects/{subject}/versions", body={"schema": json.dumps(schema)})
    refused.value.close()
    assert refused.value.code == 409
    schema["fields"][-1]["default"] = ""
    assert "id" in _asked(f"{registry}/subjects/{subject}/versions", body={"schema": json.dumps(schema)})
