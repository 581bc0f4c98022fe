"""Problems as findings: with severity and place, without secrets; what changes others too is no safe fix."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Finding
from kafka_architect.validation.fix import Applicability, Fix
from kafka_architect.validation.secrets import HIDDEN, KnownSecrets, secret_parts
from kafka_architect.validation.shared_text import changing_others

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.validation.configuration import Configuration, Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem, Severity
    from kafka_architect.validation.rule import Rule
    from kafka_architect.validation.selection import Selection


class Findings:
    """Makes findings once all files were looked at: a secret of one may be in the message about another."""

    def __init__(self, selection: Selection) -> None:
        self.secrets: set[str] = set()
        self._selection = selection
        self._known_secrets = KnownSecrets(())  # the same, once all files were read
        self._shared: frozenset[Fix] = frozenset()  # that change configurations which do not want them
        self._severities: dict[tuple[str, str], Severity] = {}  # of a rule in a file

    def note_secrets(self, configuration: Configuration) -> None:
        """Remember the secrets of a configuration, in what a dialect dropped and repeated too."""
        expected = False
        for setting in configuration.settings.values():
            # A password on the line below its key, where the backslash at the end of the line was forgotten.
            if expected and not setting.value and "." not in setting.key:
                self.secrets.add(setting.key)
            secret = setting.secret
            expected = secret and not setting.value
            if secret and setting.value:
                self.secrets.update(secret_parts(setting.value))
        for setting in (
            *configuration.attributes.values(),
            *(repeat.dropped for repeat in configuration.repeats),
            *(loss.setting for loss in configuration.losses),
        ):
            self.note_secret(setting)

    def note_secret(self, setting: Setting) -> None:
        """Remember the value of a setting, where it is secret."""
        if setting.secret and setting.value:
            self.secrets.update(secret_parts(setting.value))

    def complete(self, problems: Sequence[tuple[Rule, Problem]], configs: Sequence[EffectiveConfig]) -> None:
        """Nothing more is noted: all problems and configurations of the run are known."""
        self._known_secrets = KnownSecrets(self.secrets)
        self._shared = changing_others((one for _, one in problems), configs)

    def of(self, rule: Rule, problem: Problem) -> Finding:
        """What a rule's problem is to users; `complete` comes before."""
        configuration, setting = problem.configuration, problem.setting
        file = configuration.file
        span = problem.span
        if setting is not None:
            file = setting.file or file
            span = span or setting.key_span or setting.span
        value = None if setting is None else setting.shown
        # What is said of a secret may quote it; what is said of anything else has its words from elsewhere.
        needs = rule.words.__contains__ if value == HIDDEN else _any_word
        hidden_in = partial(self._known_secrets.hidden_in, needs=needs)
        key = problem.key or (setting.key if setting is not None else "")
        fix = problem.fix
        if fix is not None:
            summary = hidden_in(fix.summary)
            shared = bool(self._shared) and fix in self._shared
            if shared or summary != fix.summary:
                fix = Fix(Applicability.UNSAFE if shared else fix.applicability, fix.edits, summary, fix.keys)
        return Finding(
            rule=rule,
            severity=self._severity(rule, file.path),
            message=hidden_in(_with_source(problem)),
            file=file,
            span=span or configuration.span,
            key=HIDDEN if key in self.secrets else key,
            value=value if value == HIDDEN or value is None else hidden_in(value),
            configuration=configuration.name,
            fix=fix,
        )

    def _severity(self, rule: Rule, path: str) -> Severity:
        known = self._severities.get((rule.code, path))
        if known is None:
            known = self._severities[rule.code, path] = self._selection.severity(rule, path)
        return known


def _any_word(_: str) -> bool:
    return True


def _with_source(problem: Problem) -> str:
    """The message, and who may say otherwise where the value is only a default."""
    setting = problem.setting
    if setting is None or not setting.default_of:
        return problem.message
    return (
        f"{problem.message} ({setting.written or setting.key} has a default value, which "
        f"{setting.default_of} may override)"
    )
