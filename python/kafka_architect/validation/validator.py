"""ConfigValidator: from files, folders or texts to findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.validation.baseline import Baseline
from kafka_architect.validation.catalogue import known_versions, resolve_version
from kafka_architect.validation.checking import check
from kafka_architect.validation.finding import severity_of
from kafka_architect.validation.fixing import Mended, mend
from kafka_architect.validation.garbage import collection_paused
from kafka_architect.validation.given import given_of, nothing_read, reader_of
from kafka_architect.validation.result import ConfigurationSummary, ValidationResult
from kafka_architect.validation.rule import Rule
from kafka_architect.validation.selection import FixedRules, Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.checking import Checked
    from kafka_architect.validation.finding import Severity
    from kafka_architect.validation.given import Given, Source
    from kafka_architect.validation.role import Client, Role
    from kafka_architect.validation.source_file import SourceFile

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
        own_rules: rules of your own, made with the decorators of `kafka_architect.validation.own_rules`, or
            read from a settings file (`read_settings(path, trusted=True).own_rules`).

    Raises:
        InputError: for a version, profile or code that does not exist.

    Examples:
        >>> validator = ka.ConfigValidator("4.3", select=["DUR001", "PRD001"])
        >>> result = validator.validate({"bootstrap.servers": "b:9092", "acks": "1"}, role="producer")
        >>> [(finding.rule.code, finding.key) for finding in result.findings]
        [('DUR001', 'acks'), ('PRD001', 'compression.type')]
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
        own_rules: Iterable[Rule] = (),
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
            own=_own(own_rules),
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
        given = given_of(source, role, client, exclude)
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
        fixing = FixedRules(rules, self.selection.own)
        given = given_of(source, role, client, exclude)
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
        self, given: Given, role: Role | str | None, client: Client | str | None, *, allow_empty: bool
    ) -> Checked:
        baseline = self.selection.baseline
        wanted_role, wanted_client = reader_of(role, client)
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
            raise InputError(nothing_read(given))
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


def _check_upgrade(upgrade_from: str | None, version: str | None) -> None:
    known = known_versions()
    if upgrade_from is not None and version is not None and known.index(upgrade_from) >= known.index(version):
        raise InputError(
            f"expected an upgrade from an older version to a newer one, found {upgrade_from} to {version}"
        )


def _own(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    found = tuple(rules)
    for one in found:
        if not isinstance(one, Rule):
            raise InputError(f"own_rules: expected rules made with @rule, found {type(one).__name__}")
    if found:
        from kafka_architect.validation.own_rules.reading import check_own

        check_own(found, "own_rules")
    return found


def _state(files: Iterable[SourceFile]) -> int:
    return hash(tuple(file.text for file in files))


def _codes(name: str, codes: object) -> tuple[str, ...]:
    """A text is a sequence too, of its letters: that is never meant."""
    if isinstance(codes, str) or not isinstance(codes, Iterable):
        raise InputError(f"{name}: expected a list of rule codes, ['DUR001', 'SEC'], found {codes!r}")
    return tuple(codes)
