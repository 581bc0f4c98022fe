"""ConfigValidator: from files, folders or texts to findings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.validation.catalogue import resolve_version
from kafka_architect.validation.checking import check
from kafka_architect.validation.fixing import Mended, mend
from kafka_architect.validation.result import ConfigurationSummary, ValidationResult
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.search import find_files
from kafka_architect.validation.selection import Selection
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.validation.baseline import Baseline
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
        severities: Mapping[str, Severity] | None = None,
        per_file_ignores: Mapping[str, tuple[str, ...]] | None = None,
        baseline: Baseline | None = None,
        upgrade_from: str | None = None,
    ) -> None:
        self.kafka_version = None if kafka_version is None else resolve_version(kafka_version)
        self.upgrade_from = None if upgrade_from is None else resolve_version(upgrade_from)
        self.selection = Selection(
            profile=profile,
            select=tuple(select),
            extend_select=tuple(extend_select),
            ignore=tuple(ignore),
            severities=severities or {},
            per_file_ignores=per_file_ignores or {},
            baseline=baseline,
        )

    def validate(
        self, source: Source, role: Role | str | None = None, *, exclude: tuple[str, ...] = ()
    ) -> ValidationResult:
        """Check a path, a folder, several paths, or a dict of file name -> text, all as one system.

        `role` says what the files configure (producer, broker, topic, ...); None lets keys and names tell.

        Raises:
            SourceError: if a path cannot be read.
            InputError: if there is no such role.
        """
        files, wanted = _files(source, exclude)
        return self._result(self._check(files, wanted, role), len(files))

    def fix(
        self,
        source: Source,
        role: Role | str | None = None,
        *,
        unsafe: bool = False,
        exclude: tuple[str, ...] = (),
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
        )


def _files(source: Source, exclude: tuple[str, ...]) -> tuple[list[SourceFile], frozenset[SourceFile]]:
    if isinstance(source, (str, Path)):
        return find_files([source], exclude)
    if hasattr(source, "items"):
        named = [SourceFile(str(name), text) for name, text in source.items()]
        for file in named:
            if not isinstance(file.text, str):
                raise InputError(
                    f"{file.path}: expected the text of a file, found {type(file.text).__name__}"
                )
        return named, frozenset(named)
    return find_files(source, exclude)


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
    if role in _LIBRDKAFKA:
        return _LIBRDKAFKA[role], Client.LIBRDKAFKA
    try:
        return Role(str(role)), None
    except ValueError:
        raise InputError(f"no role is called {str(role)!r}; there are {', '.join(ROLE_NAMES)}") from None
