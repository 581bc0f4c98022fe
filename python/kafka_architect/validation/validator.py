"""ConfigValidator: from files, folders or texts to findings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.validation.baseline import Baseline
from kafka_architect.validation.catalogue import known_versions, resolve_version
from kafka_architect.validation.checking import check
from kafka_architect.validation.finding import severity_of
from kafka_architect.validation.fixing import Mended, mend
from kafka_architect.validation.recognise import role_of
from kafka_architect.validation.result import ConfigurationSummary, ValidationResult
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.search import find_files
from kafka_architect.validation.selection import Selection
from kafka_architect.validation.source_file import SourceFile
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.validation.checking import Checked
    from kafka_architect.validation.finding import Severity

    Source = str | Path | Iterable[str | Path | SourceFile] | Mapping[str, str]

# Each round applies what does not overlap; what is left after so many rounds undoes itself.
_MOST_ROUNDS = 10


class ConfigValidator:
    """Checks Kafka configurations against Kafka's own definitions and the rules of a profile.

        ka.ConfigValidator(kafka_version="4.3").validate("server.properties")
        ka.ConfigValidator(profile="durability").validate({"producer.properties": "acks=1"})

    Args:
        kafka_version: "4.3", "3.9", ...; None takes what a file says (an image's tag, `spec.kafka.version`),
            else the newest that is known whole.
        profile: dev, production, durability, throughput, latency or cost.
        select: codes to ask in place of the profile's: DUR001, DUR, acks-not-all, ALL.
        extend_select: codes to ask besides the profile's.
        ignore: codes to leave out.
        severities: code or letters -> error, warning or info.
        per_file_ignores: pattern of paths -> codes.
        per_file_profiles: pattern of paths -> profile of these files; the last that fits counts.
        baseline: findings that are known (`Baseline.read`).
        upgrade_from: the version that runs today, to see what `kafka_version` changes.

    Raises:
        InputError: for a version, profile or code that does not exist.
    """

    def __init__(
        self,
        kafka_version: str | None = None,
        profile: str = "production",
        *,
        select: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        severities: Mapping[str, Severity | str] | None = None,
        per_file_ignores: Mapping[str, Iterable[str]] | None = None,
        per_file_profiles: Mapping[str, str] | None = None,
        baseline: Baseline | None = None,
        upgrade_from: str | None = None,
    ) -> None:
        self.kafka_version = None if kafka_version is None else resolve_version(kafka_version)
        self.upgrade_from = None if upgrade_from is None else resolve_version(upgrade_from)
        _check_upgrade(self.upgrade_from, self.kafka_version)
        if baseline is not None and not isinstance(baseline, Baseline):
            raise InputError(f"baseline: expected Baseline.read(path), found {type(baseline).__name__}")
        self.selection = Selection(
            profile=profile,
            select=_codes("select", select),
            extend_select=_codes("extend_select", extend_select),
            ignore=_codes("ignore", ignore),
            severities={code: severity_of(code, text) for code, text in (severities or {}).items()},
            per_file_ignores={
                str(pattern): _codes(f"per_file_ignores of {pattern}", codes)
                for pattern, codes in (per_file_ignores or {}).items()
            },
            per_file_profiles=dict(per_file_profiles or {}),
            baseline=baseline,
        )

    def validate(
        self, source: Source, role: Role | str | None = None, *, exclude: Iterable[str] = ()
    ) -> ValidationResult:
        """Check a path, a folder, several paths, or a dict of file name -> text, all as one system.

        `role` says what the files configure (producer, broker, topic, ...); None lets keys and names tell.

        Raises:
            SourceError: if a path cannot be read.
            InputError: if `source` is neither paths nor texts, or there is no such role.
        """
        files, wanted = _files(source, exclude)
        return self._result(self._check(files, wanted, role), len(files))

    def fix(
        self,
        source: Source,
        role: Role | str | None = None,
        *,
        unsafe: bool = False,
        exclude: Iterable[str] = (),
    ) -> tuple[ValidationResult, list[Mended]]:
        """Mend what can be mended, without writing anything.

        Returns:
            What is left to be found in the mended texts, and each changed file with its new text.
        """
        files, wanted = _files(source, exclude)
        originals = {file.path: file for file in files}
        fixes: dict[str, int] = {}
        secrets: frozenset[str] = frozenset()
        for _ in range(_MOST_ROUNDS):
            checked = self._check(files, wanted, role)
            secrets |= checked.secrets
            mended = mend(checked.findings, unsafe=unsafe)
            if not mended:
                break
            texts = {one.file: one for one in mended}
            for one in mended:
                fixes[one.file.path] = fixes.get(one.file.path, 0) + one.fixes
            new = {file: replace(file, text=texts[file].text) if file in texts else file for file in files}
            files = [new[file] for file in files]
            wanted = frozenset(new[file] for file in wanted)
        checked = self._check(files, wanted, role)
        changed = [
            Mended(originals[file.path], file.text, fixes[file.path], secrets)
            for file in files
            if file.text != originals[file.path].text
        ]
        return self._result(checked, len(files)), changed

    def _check(
        self, files: list[SourceFile], wanted: frozenset[SourceFile], role: Role | str | None
    ) -> Checked:
        baseline = self.selection.baseline
        wanted_role, client = _role(role)
        return check(
            files,
            self.selection if baseline is None else replace(self.selection, baseline=baseline.fresh()),
            role=wanted_role,
            client=client,
            kafka_version=self.kafka_version,
            upgrade_from=self.upgrade_from,
            wanted=wanted,
        )

    def _result(self, checked: Checked, files: int) -> ValidationResult:
        return ValidationResult(
            findings=tuple(checked.findings),
            configurations=tuple(ConfigurationSummary.of(config) for config in checked.configurations),
            files=files,
            ignored=checked.ignored,
            failures=checked.failures,
            profile=self.selection.profile,
            known=checked.known,
            gone=checked.gone,
            unjudged=checked.unjudged,
        )


def _check_upgrade(upgrade_from: str | None, version: str | None) -> None:
    known = known_versions()
    if upgrade_from is not None and version is not None and known.index(upgrade_from) >= known.index(version):
        raise InputError(
            f"an upgrade leads from an older version to a newer one, not from {upgrade_from} to {version}"
        )


def _codes(name: str, codes: object) -> tuple[str, ...]:
    """A text is a sequence too, of its letters: that is never meant."""
    if isinstance(codes, str) or not isinstance(codes, Iterable):
        raise InputError(f"{name}: expected several codes of rules, ['DUR001', 'SEC'], found {codes!r}")
    return tuple(codes)


def _files(source: Source, exclude: Iterable[str]) -> tuple[list[SourceFile], frozenset[SourceFile]]:
    if isinstance(exclude, str):
        raise InputError(f"exclude: expected several patterns, found {exclude!r}; write ({exclude!r},)")
    if isinstance(source, (str, os.PathLike)):
        return find_files([source], tuple(exclude))
    if isinstance(source, Mapping):
        return _texts(source)
    _check_paths(source)
    return find_files(source, tuple(exclude))


def _check_paths(source: object) -> None:
    if isinstance(source, (bytes, bytearray)) or not isinstance(source, Iterable):
        found = type(source).__name__
        raise InputError(f"expected a path, several paths, or a dict of file name -> text, found {found}")
    if hasattr(source, "read"):
        raise InputError("expected paths, found an open file; give its path, or {name: file.read()}")


def _texts(source: Mapping[str, str]) -> tuple[list[SourceFile], frozenset[SourceFile]]:
    names = [str(name) for name in source]
    if role_of(names) is not None:
        raise InputError(
            f"expected a dict of file name -> text, found settings ({names[0]}); give them as the text of a "
            "file: {'producer.properties': 'acks=1\\nlinger.ms=5\\n'}"
        )
    for name, text in source.items():
        if not isinstance(text, str):
            raise InputError(f"{name}: expected the text of a file, found {type(text).__name__}")
    # A byte order mark is a character of what Python reads as UTF-8; in a file it is none of the text.
    texts = (text.removeprefix("\ufeff") for text in source.values())
    files = [SourceFile(name, text) for name, text in zip(names, texts, strict=True)]
    return files, frozenset(files)


# `librdkafka` is whose code reads the file rather than a role, but it is what users think of first.
_LIBRDKAFKA = {
    "librdkafka": None,
    "librdkafka-producer": Role.PRODUCER,
    "librdkafka-consumer": Role.CONSUMER,
}
ROLE_NAMES = (*(str(role) for role in Role), *_LIBRDKAFKA)


def _role(role: Role | str | None) -> tuple[Role | None, Client | None]:
    if role is None:
        return None, None
    name = str(role)
    if name in _LIBRDKAFKA:
        return _LIBRDKAFKA[name], Client.LIBRDKAFKA
    try:
        return Role(name), None
    except ValueError:
        known = f"there are {', '.join(ROLE_NAMES)}{did_you_mean(name, ROLE_NAMES)}"
        raise InputError(f"no role is called {name!r}; {known}") from None
