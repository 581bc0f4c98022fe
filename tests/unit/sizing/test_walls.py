"""A provider is one file and one line: nothing else in the package knows one by name."""

import ast
import re
from pathlib import Path

import pytest

import kafka_architect
from kafka_architect.sizing import providers as room
from kafka_architect.sizing.catalogues import names

SIZING = Path(kafka_architect.__file__).parent / "sizing"
PROVIDERS = SIZING / "providers"
# Files of the folder that are no provider.
SHARED = {"__init__", "provider", "figures"}


def words() -> set[str]:
    """Names that only a provider's file may use: of catalogues, services, families, volumes, instances."""
    found: set[str] = set()
    for provider in room.providers():
        found |= {provider.name, *provider.aliases}
        if provider.data is None:
            continue
        found |= set(provider.services) - {""}
        for hardware in provider.catalogue().hardware:
            found |= {hardware.name, hardware.family, hardware.service}
            found |= {volume.name for volume in hardware.volumes}
    # Words that mean something else too: a latency class, and an attribute of requests.
    return found - {"standard", ""}


def outside() -> list[Path]:
    package = SIZING.parent
    files = [*SIZING.rglob("*.py"), *package.glob("report/*.py"), *package.glob("cli/*.py")]
    return [path for path in files if PROVIDERS not in path.parents]


@pytest.mark.parametrize("path", outside(), ids=lambda path: path.name)
def test_no_other_module_names_a_provider(path: Path) -> None:
    known = words()
    tokens = {word for word in known if re.fullmatch(r"[a-z][a-z0-9]+", word) and len(word) > 2}
    tokens |= {"ec2", "msk", "ebs", "aws", "gcp", "azure"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value not in known, f"{path.name}:{node.lineno} names {node.value!r}"
        # Functions that are named after a published formula quote its title: that is published.py's subject.
        name = getattr(node, "id", getattr(node, "attr", getattr(node, "arg", None)))
        if isinstance(name, str):
            assert not tokens & set(name.lower().split("_")), f"{path.name} has the name {name}"


def test_each_file_of_the_folder_is_in_the_table() -> None:
    assert {path.stem for path in PROVIDERS.glob("*.py")} - SHARED == set(room.MODULES)


def test_names_of_catalogues_are_unique() -> None:
    every = [name for one in room.providers() for name in (one.name, *one.aliases)]
    assert len(every) == len(set(every))
    assert set(names()) <= set(every)


def test_a_new_provider_needs_no_other_module() -> None:
    from kafka_architect.sizing.providers.provider import Provider, Service

    newcomer = Provider(
        name="newcomer",
        data="aws_ec2",
        region="us-east-1",
        services={"": Service(title="Newcomer", attributes={"controllers_included": True})},
    )
    one = newcomer.catalogue().hardware[0]
    assert one.service == "Newcomer"
    assert one.controllers_included
    assert one.controllers == ()
