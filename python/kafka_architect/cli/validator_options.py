"""The validator that the options of `validate` ask for, above what a settings file says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kafka_architect.validation.settings_file import SettingsFile
    from kafka_architect.validation.validator import ConfigValidator

SEVERITIES = ("error", "warning", "info")


def settings_of(paths: tuple[str, ...], config: str | None, isolated: bool) -> SettingsFile:
    """The settings file that holds for the paths, or that was named."""
    from kafka_architect.validation.settings_file import SettingsFile, find_settings, read_settings

    if isolated:
        return SettingsFile()
    if config is not None:
        return read_settings(config, trusted=True)
    if not paths[0]:
        return SettingsFile()
    first = Path.cwd() if paths == ("-",) else Path(paths[0])
    return find_settings(first if first.is_dir() else first.parent)


def validator_of(
    settings: SettingsFile, *, kafka_version: str | None, upgrade_from: str | None, profile: str | None,
    select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...],
    severities: tuple[str, ...], baseline: str | None, known: bool,
) -> ConfigValidator:  # fmt: skip
    """The validator that the command line asks for, above what the settings file says.

    `known` is False where a baseline is about to be written: it must not hide what it should hold.
    """
    from kafka_architect.validation.baseline import Baseline
    from kafka_architect.validation.validator import ConfigValidator

    baseline_path = baseline if baseline is not None else settings.baseline
    return ConfigValidator(
        settings.kafka_version if kafka_version is None else kafka_version,
        settings.profile if profile is None else profile,
        select=codes_of(select) or settings.select,
        extend_select=(*settings.extend_select, *codes_of(extend_select)),
        ignore=(*settings.ignore, *codes_of(ignore)),
        severities={**settings.severities, **_severities(severities)},
        per_file_ignores=settings.per_file_ignores,
        per_file_profiles=settings.per_file_profiles,
        baseline=Baseline.read(baseline_path) if known and baseline_path is not None else None,
        upgrade_from=upgrade_from,
        own_rules=settings.own_rules,
    )


def codes_of(given: tuple[str, ...]) -> tuple[str, ...]:
    """Codes may be given one by one or with commas between them."""
    for one in given:
        if not one.strip(" ,"):
            raise click.BadParameter(f"{one!r}: expected rule codes, DUR001 or DUR001,SEC")
    return tuple(code.strip() for one in given for code in one.split(",") if code.strip())


def _severities(given: tuple[str, ...]) -> dict[str, Any]:
    from kafka_architect.validation.finding import Severity

    severities: dict[str, Any] = {}
    for one in given:
        code, _, level = one.partition("=")
        if level not in SEVERITIES:
            raise click.BadParameter(f"{one!r}: expected CODE=error, CODE=warning or CODE=info")
        severities[code] = Severity(level)
    return severities
