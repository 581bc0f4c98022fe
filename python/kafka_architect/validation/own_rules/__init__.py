"""Rules of the user's own: functions in Python files, checks that are stated as data, bounds for topics.

They come from the settings file (`settings_file.py`) and are rules as all others are: listed, selected,
suppressed, recorded in baselines and shown in every format. Data are only read. A Python file is run when
it is loaded, with the permissions of the user: it is loaded for a settings file that the user names,
never for one that a search found.

A Python file imports what it needs from here.
"""

from __future__ import annotations

from kafka_architect.validation import attributes
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.finding import Problem, Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import Rule, rule, system_rule
from kafka_architect.validation.system import System

__all__ = [
    "Client",
    "EffectiveConfig",
    "Problem",
    "Role",
    "Rule",
    "Severity",
    "System",
    "Verdict",
    "attributes",
    "rule",
    "system_rule",
]
