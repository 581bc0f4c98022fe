"""Configurations that are as they should be: nothing is said of them but what can be defended.

They were written to be right, from the documentation of Kafka and of those who run it, not to please the
rules. There is no better guard against false alarms; a new rule that speaks here has to say why
(good/defended.yml).
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import kafka_architect as ka
from kafka_architect.validation.finding import Severity

ROOT = Path(__file__).parent / "good"
_DEFENDED = yaml.safe_load((ROOT / "defended.yml").read_text(encoding="utf-8"))
# Meant for a developer's machine: only what Kafka refuses or reads otherwise is of interest there.
_DEVELOPMENT = "development"
_FOLDERS = sorted(folder.name for folder in ROOT.iterdir() if folder.is_dir())


def _files(folder: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).iterdir())}


def _found(folder: str, profile: str) -> list[tuple[str, str, str]]:
    result = ka.ConfigValidator(profile=profile).validate(_files(folder))
    return sorted((one.rule.code, one.key, one.file.path) for one in result.findings)


@pytest.mark.parametrize("profile", ["production", "durability", "latency"])
@pytest.mark.parametrize("folder", [folder for folder in _FOLDERS if folder != _DEVELOPMENT])
def test_nothing_is_found_but_what_is_defended(folder: str, profile: str) -> None:
    defended = [(one["code"], one["key"], one["file"]) for one in _DEFENDED.get(folder, ())]
    assert _found(folder, profile) == sorted(defended)


def test_nothing_is_found_on_a_developers_machine() -> None:
    assert _found(_DEVELOPMENT, "dev") == []


@pytest.mark.parametrize("folder", _FOLDERS)
def test_every_file_is_read(folder: str) -> None:
    result = ka.ConfigValidator(profile="dev").validate(_files(folder))
    assert {one.file for one in result.configurations} == set(_files(folder))


def test_what_is_defended_is_a_hint_with_a_reason() -> None:
    assert set(_DEFENDED) <= set(_FOLDERS)
    for folder, defended in _DEFENDED.items():
        assert all(len(one["why"]) > len(one["key"]) for one in defended)
        result = ka.ConfigValidator().validate(_files(folder))
        assert {one.severity for one in result.findings} <= {Severity.INFO}
