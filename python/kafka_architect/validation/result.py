"""The result of a validation: findings, a summary, and plain data for machines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from kafka_architect.documents.head import head
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.fix import Applicability
from kafka_architect.validation.kafka_version import version_told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.saved_findings import SavedFindings


class ConfigurationSummary(NamedTuple):
    """One configuration that was checked.

    `version_from` says where its Kafka version comes from: `given` to the validator, `file` (an image's tag,
    a field, ZooKeeper mode), or `assumed`, the newest that the rules know.
    """

    name: str
    file: str
    dialect: str
    role: str
    client: str
    kafka_version: str
    version_from: str
    settings: int

    @classmethod
    def of(cls, config: EffectiveConfig, *, version_given: bool) -> ConfigurationSummary:
        """Sum up an effective configuration."""
        own = config.configuration
        version_from = "given" if version_given else "assumed" if version_told(own) is None else "file"
        return cls(
            own.name, own.file.path, own.dialect, str(own.role), str(own.client), config.kafka_version,
            version_from, len(own.settings),
        )  # fmt: skip


@dataclass(frozen=True, repr=False)
class ValidationResult:
    """What `ConfigValidator.validate` answers; it is true when nothing is wrong (`ok`).

    Attributes:
        findings: in the order of files and places.
        configurations: what was checked, one entry per process or object.
        files: how many files were looked at.
        ignored: findings that a comment ignores.
        known: findings that the baseline hides.
        gone: findings of the baseline that are no longer there, in files that were looked at.
        failures: rules that failed themselves; 0 unless kafka-architect has a fault.
        profile: the profile in force.
        unjudged: file -> the program beside Kafka (ksqlDB, Schema Registry, ...) that it configures: it is
            recognised, and not checked.
        unread: ending -> {"files": how many mention Kafka and hold nothing that was read, "install": what
            reads them, None where nothing does}.
    """

    findings: tuple[Finding, ...]
    configurations: tuple[ConfigurationSummary, ...]
    files: int
    ignored: int
    failures: int
    profile: str
    known: int = 0
    gone: int = 0
    unjudged: Mapping[str, str] = field(default_factory=dict)
    # What lines of files that are shown must hide.
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    unread: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """No error, no warning, and no rule that failed: where the command line gives exit code 0."""
        return not self.failures and all(one.severity is Severity.INFO for one in self.findings)

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        """One line; `print(result)` shows the findings."""
        counts = Counter(str(one.severity) for one in self.findings)
        found = "".join(f", {severity}={counts[severity]}" for severity in map(str, Severity))
        return (
            f"ValidationResult(ok={self.ok}{found}, configurations={len(self.configurations)}, "
            f"files={self.files}, profile={self.profile!r})"
        )

    @property
    def summary(self) -> dict[str, Any]:
        """Counts: files, configurations, findings by severity and by verdict, what can be fixed."""
        severities = Counter(finding.severity for finding in self.findings)
        verdicts = Counter(finding.rule.verdict for finding in self.findings)
        fixable = Counter(f.fix.applicability for f in self.findings if f.fix is not None)
        return {
            "files": self.files,
            "configurations": len(self.configurations),
            "findings": len(self.findings),
            "by_severity": {str(severity): severities[severity] for severity in Severity},
            "by_verdict": {str(verdict): verdicts[verdict] for verdict in Verdict},
            "fixable": {"safe": fixable[Applicability.SAFE], "unsafe": fixable[Applicability.UNSAFE]},
            "ignored": self.ignored,
            "known": self.known,
            "gone": self.gone,
            "failed_rules": self.failures,
            "profile": self.profile,
            "unjudged": dict(self.unjudged),
            "unread": {kind: dict(counts) for kind, counts in self.unread.items()},
        }

    def to_dict(self) -> dict[str, Any]:
        """The document that `--format json` prints."""
        configurations = [configuration._asdict() for configuration in self.configurations]
        return self.document([finding.to_dict() for finding in self.findings], configurations)

    def document(
        self, findings: list[dict[str, Any]], configurations: list[dict[str, Any]]
    ) -> dict[str, Any]:
        """The document around its findings and configurations."""
        return {
            **head("validation"),
            "findings": findings,
            "configurations": configurations,
            "summary": self.summary,
        }

    def to_json(self) -> str:
        """`to_dict` as JSON text, what `--format json` prints."""
        from kafka_architect.validation.result_json import result_json

        return result_json(self)

    @staticmethod
    def from_json(text: str | bytes) -> SavedFindings:
        """Read what `to_json` wrote: the same text and JSON, without the files.

        Raises:
            InputError: It is no validation, or one of another version; with the place of what is wrong.
        """
        from kafka_architect.validation.saved_findings import SavedFindings

        return SavedFindings.from_json(text)

    def __str__(self) -> str:
        """The findings as text, without colour."""
        from kafka_architect.report.findings import as_text

        return as_text(self.to_dict())

    def to_html(self) -> str:
        """The findings as one HTML page that needs no network: what `--output report.html` writes."""
        from kafka_architect.report.html import html_page
        from kafka_architect.validation.shown_lines import shown_lines

        return html_page(self.to_dict(), lines=shown_lines(self.findings, self.secrets))

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment
        from kafka_architect.validation.shown_lines import shown_lines

        return html_fragment(self.to_dict(), lines=shown_lines(self.findings, self.secrets))
