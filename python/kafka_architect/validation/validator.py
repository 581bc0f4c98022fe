"""ConfigValidator: from files, folders or texts to findings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from kafka_architect.errors import InputError
from kafka_architect.snapshot.model import Snapshot
from kafka_architect.validation.baseline import Baseline
from kafka_architect.validation.catalogue import known_versions, resolve_version
from kafka_architect.validation.checking import check
from kafka_architect.validation.coverage import hint
from kafka_architect.validation.finding import severity_of
from kafka_architect.validation.fixing import Mended, mend
from kafka_architect.validation.garbage import collection_paused
from kafka_architect.validation.given_settings import are_settings, client_of, settings_reading
from kafka_architect.validation.result import ConfigurationSummary, ValidationResult
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.search import find_files
from kafka_architect.validation.selection import FixedRules, Selection
from kafka_architect.validation.source_file import SourceFile
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.validation.checking import Checked
    from kafka_architect.validation.configuration import Reading
    from kafka_architect.validation.finding import Severity

    Source = str | Path | Snapshot | Iterable[str | Path | Snapshot | SourceFile] | Mapping[str, Any]

# Each round applies what does not overlap; what is left after so many rounds undoes itself.
_MOST_ROUNDS = 10
_MOST_NAMED = 3  # of the paths in which nothing was read


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

    @collection_paused()
    def validate(
        self,
        source: Source,
        role: Role | str | None = None,
        *,
        client: Client | str | None = None,
        exclude: Iterable[str] = (),
        allow_empty: bool = False,
    ) -> ValidationResult:
        """Check a path, a folder, several paths, texts or settings, all as one system.

        Args:
            source: Paths, and snapshots of running clusters; or a dict of file name -> text; or a dict of
                settings as a client takes them, with values of any type: {"acks": "all", "linger.ms": 5}.
            role: What is configured (producer, broker, topic, ...); None lets keys and names tell.
            client: Whose settings they are: java, librdkafka (confluent-kafka), kafka-python or aiokafka;
                None lets keys tell.
            exclude: Patterns of paths that a search through folders leaves out.
            allow_empty: Whether it is right that nothing is configured there; by default it is an error.

        Raises:
            SourceError: if a path cannot be read.
            InputError: if `source` is nothing of the above or mixes it, if nothing at all was read, or if
                there is no such role or client.
        """
        given = _given(source, role, client, exclude)
        checked = self._check(given, role, client, allow_empty=allow_empty)
        return self._result(checked, len(given.files))

    @collection_paused()
    def fix(
        self,
        source: Source,
        role: Role | str | None = None,
        *,
        client: Client | str | None = None,
        unsafe: bool = False,
        rules: Iterable[str] = (),
        exclude: Iterable[str] = (),
        allow_empty: bool = False,
    ) -> tuple[ValidationResult, list[Mended]]:
        """Apply fixes to the texts, without writing anything.

        Args:
            source: As of `validate`, and so are `role`, `client`, `exclude` and `allow_empty`.
            role: What is configured.
            client: Whose settings they are.
            unsafe: Whether to apply fixes that change behaviour too.
            rules: Codes, letters of codes or names of the rules whose fixes are applied; none: all.
            exclude: Patterns of paths that a search leaves out.
            allow_empty: Whether it is right that nothing is configured there.

        Returns:
            What is left to be found in the changed texts, and each changed file with its new text.

        Raises:
            InputError: if `rules` names a rule that does not exist, and as `validate`.
        """
        fixing = FixedRules(rules)
        given = _given(source, role, client, exclude)
        files, wanted = given.files, given.wanted
        originals = {file.path: file for file in files}
        fixes: dict[str, int] = {}
        secrets: frozenset[str] = frozenset()
        seen = {_state(files)}
        for _ in range(_MOST_ROUNDS):
            given = given._replace(files=files, wanted=wanted)
            checked = self._check(given, role, client, allow_empty=allow_empty)
            secrets |= checked.secrets
            mended = mend(filter(fixing.includes, checked.findings), unsafe=unsafe)
            if not mended:
                break
            texts = {one.file: one for one in mended}
            new = {file: replace(file, text=texts[file].text) if file in texts else file for file in files}
            if _state(new.values()) in seen:
                break  # two rules disagree, and would undo each other's fixes for ever
            seen.add(_state(new.values()))
            for one in mended:
                fixes[one.file.path] = fixes.get(one.file.path, 0) + one.fixes
            files = [new[file] for file in files]
            wanted = frozenset(new[file] for file in wanted)
        given = given._replace(files=files, wanted=wanted)
        checked = self._check(given, role, client, allow_empty=allow_empty)
        changed = [
            Mended(originals[file.path], file.text, fixes[file.path], secrets)
            for file in files
            if file.text != originals[file.path].text
        ]
        return self._result(checked, len(files)), changed

    def _check(
        self, given: _Given, role: Role | str | None, client: Client | str | None, *, allow_empty: bool
    ) -> Checked:
        baseline = self.selection.baseline
        wanted_role, wanted_client = _reader(role, client)
        checked = check(
            given.files,
            self.selection if baseline is None else replace(self.selection, baseline=baseline.fresh()),
            role=wanted_role,
            client=wanted_client,
            kafka_version=self.kafka_version,
            upgrade_from=self.upgrade_from,
            wanted=given.wanted,
            readings=given.readings,
            allow_empty=allow_empty,
        )
        nothing = not (checked.configurations or checked.findings or checked.unjudged)
        if nothing and not allow_empty:
            raise InputError(_nothing_read(given))
        return checked

    def _result(self, checked: Checked, files: int) -> ValidationResult:
        return ValidationResult(
            findings=tuple(checked.findings),
            configurations=tuple(
                ConfigurationSummary.of(config, version_given=self.kafka_version is not None)
                for config in checked.configurations
            ),
            files=files,
            ignored=checked.ignored,
            failures=checked.failures,
            profile=self.selection.profile,
            known=checked.known,
            gone=checked.gone,
            unjudged=checked.unjudged,
            secrets=checked.secrets,
            unread=checked.unread,
        )


def _nothing_read(given: _Given) -> str:
    if not given.files and not given.sources:
        return "nothing to check: no files given; pass --allow-empty (allow_empty=True) to allow that"
    count = len(given.files)
    where = ", ".join(given.sources[:_MOST_NAMED]) or "the texts"
    more = f" and {len(given.sources) - _MOST_NAMED} more" if len(given.sources) > _MOST_NAMED else ""
    return (
        f"nothing to check: no Kafka configuration in {where}{more} ({count:,} "
        f"{'file' if count == 1 else 'files'} checked{hint(given.files)}); specify a file with its --role, "
        "or pass --allow-empty (allow_empty=True) to allow that"
    )


def _check_upgrade(upgrade_from: str | None, version: str | None) -> None:
    known = known_versions()
    if upgrade_from is not None and version is not None and known.index(upgrade_from) >= known.index(version):
        raise InputError(
            f"expected an upgrade from an older version to a newer one, found {upgrade_from} to {version}"
        )


def _state(files: Iterable[SourceFile]) -> int:
    return hash(tuple(file.text for file in files))


def _codes(name: str, codes: object) -> tuple[str, ...]:
    """A text is a sequence too, of its letters: that is never meant."""
    if isinstance(codes, str) or not isinstance(codes, Iterable):
        raise InputError(f"{name}: expected a list of rule codes, ['DUR001', 'SEC'], found {codes!r}")
    return tuple(codes)


class _Given(NamedTuple):
    """What is checked: the files, those of them that were named, and what needs no reading any more."""

    files: list[SourceFile]
    wanted: frozenset[SourceFile]
    readings: Mapping[SourceFile, Reading] = MappingProxyType({})
    sources: tuple[str, ...] = ()  # as messages name them


def _given(source: Source, role: Role | str | None, client: Client | str | None, exclude: object) -> _Given:
    if isinstance(exclude, str) or not isinstance(exclude, Iterable):
        raise InputError(f"exclude: expected several patterns, found {exclude!r}; write ({exclude!r},)")
    if isinstance(source, Mapping):
        if source and are_settings(source):
            file, reading = settings_reading(source, *_reader(role, client))
            return _Given([file], frozenset({file}), {file: reading})
        files = _texts(source)
        return _Given(files, frozenset(files))
    paths = [source] if isinstance(source, (str, os.PathLike, Snapshot)) else source
    _check_paths(paths)
    paths = list(paths)
    clusters = dict(_cluster_reading(one) for one in paths if isinstance(one, Snapshot))
    files, wanted = find_files([one for one in paths if not isinstance(one, Snapshot)], tuple(exclude))
    return _Given(
        [*files, *clusters],
        wanted | clusters.keys(),
        clusters,
        tuple(
            one.path if isinstance(one, SourceFile) else str(getattr(one, "bootstrap", one)) for one in paths
        ),
    )


def _cluster_reading(snapshot: Snapshot) -> tuple[SourceFile, Reading]:
    from kafka_architect.validation.dialects.cluster_snapshot import cluster_reading

    return cluster_reading(snapshot)


def _check_paths(source: object) -> None:
    if isinstance(source, (bytes, bytearray)) or not isinstance(source, Iterable):
        found = type(source).__name__
        raise InputError(f"expected a path, several paths, or a dict of file name -> text, found {found}")
    if hasattr(source, "read"):
        raise InputError("expected paths, found an open file; give its path, or {name: file.read()}")


def _texts(source: Mapping[Any, Any]) -> list[SourceFile]:
    files = []
    for name, text in source.items():
        if not isinstance(text, str):
            raise InputError(f"{name}: expected the text of a file, found {type(text).__name__}")
        # A byte order mark is a character of what Python reads as UTF-8; in a file it is none of the text.
        files.append(SourceFile(str(name), text.removeprefix("\ufeff")))
    return files


# `librdkafka` is whose code reads the file rather than a role, but it is what users think of first.
_LIBRDKAFKA = {
    "librdkafka": None,
    "librdkafka-producer": Role.PRODUCER,
    "librdkafka-consumer": Role.CONSUMER,
}
ROLE_NAMES = (*(str(role) for role in Role), *_LIBRDKAFKA)


def _reader(role: Role | str | None, client: Client | str | None) -> tuple[Role | None, Client | None]:
    """Role and client by their names; a role may name its client too."""
    wanted = None if client is None else client_of(client)
    if role is None:
        return None, wanted
    name = str(role)
    if name in _LIBRDKAFKA:
        if wanted not in (None, Client.LIBRDKAFKA):
            raise InputError(
                f"role {name!r} does not exist for client {str(wanted)!r}; specify one of its roles"
            )
        return _LIBRDKAFKA[name], Client.LIBRDKAFKA
    try:
        return Role(name), wanted
    except ValueError:
        known = f"expected one of {', '.join(ROLE_NAMES)}{did_you_mean(name, ROLE_NAMES)}"
        raise InputError(f"unknown role {name!r}; {known}") from None
