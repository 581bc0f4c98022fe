"""What is wrong in a file of rules is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kafka_architect.errors import InputError, SourceError
from kafka_architect.validation.settings_file import read_settings

if TYPE_CHECKING:
    from pathlib import Path

RULE = '[[rule]]\ncode = "ACME010"\nname = "a-name"\nkey = "retention.ms"\nroles = ["topic"]\n'


def fault(folder: Path, text: str) -> str:
    path = folder / "kafka-architect.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((InputError, SourceError)) as raised:
        read_settings(path, trusted=True)
    return str(raised.value).replace(f"{folder}/", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE, ":1: retention.ms: expected at least one of minimum"),
        (RULE + "maximun = 3\n", ":6: unknown setting 'maximun' of a rule; did you mean maximum?"),
        (RULE + 'maximum = "30 fortnights"\n', ":6: maximum of retention.ms: expected a whole number, or"),
        (RULE + "maximum = true\n", ":6: maximum of retention.ms: expected a whole number"),
        (RULE + "minimum = 3\nmaximum = 2\n", ":6: retention.ms: the minimum exceeds the maximum"),
        (RULE + 'pattern = "("\n', ":6: pattern '(' cannot be used"),
        (RULE + 'required = "yes"\n', ":6: required: expected true or false, found 'yes'"),
        (RULE + "forbidden = true\nmaximum = 3\n", ":6: retention.ms: what is forbidden has no other limit"),
        (RULE + "values = []\n", ":6: values: expected a list of values"),
        (RULE + 'maximum = 3\nseverity = "fatal"\n', ":7: severity: unknown severity 'fatal'"),
        (RULE.replace('"topic"', '"topics"') + "maximum = 3\n", ":5: unknown role 'topics'"),
        (RULE.replace("ACME010", "acme10") + "maximum = 3\n", ":2: code 'acme10': expected two to eight"),
        (RULE.replace("a-name", "A name") + "maximum = 3\n", ":3: name 'A name': expected words"),
        (RULE.replace('key = "retention.ms"\n', "") + "maximum = 3\n", ":1: a rule requires key"),
        (RULE.replace("ACME010", "SEC900") + "maximum = 3\n", "begin with SEC are kafka-architect's"),
        (RULE.replace("ACME010", "BND900") + "maximum = 3\n", "begin with BND are those of [bounds]"),
        (RULE.replace("a-name", "acks-not-all") + "maximum = 3\n", "ACME010 has the name of DUR001"),
        ((RULE + "maximum = 3\n") * 2, "two rules have the code ACME010"),
        ("[bounds]\npartition = 3\n", ":2: unknown bound 'partition'"),
        ("[bounds]\n\npartitions = 3\n", ":3: partitions: expected a table of minimum, maximum or required"),
        ("[bounds]\npartitions = { minimum = 'x' }\n", ":2: minimum of partitions: expected a whole number"),
        ("[bounds]\ntopic-name = '(?=a)'\n", ":2: pattern"),
        ("[bounds]\nseverity = 'bad'\n", ":2: severity: unknown severity 'bad'"),
        ("[bounds.owners]\n'shop' = 3\n", ":2: owner of 'shop': expected a name"),
        ("rule = 3\n", ":1: expected [[rule]]"),
        ("bounds = 3\n", "bounds must be a table"),
        ("rule-files = ['gone.py']\n", "cannot read the rules of gone.py: no such file"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert said in fault(tmp_path, text)


def test_the_second_rule_has_its_own_lines(tmp_path: Path) -> None:
    text = RULE + "maximum = 3\n\n" + RULE.replace("ACME010", "ACME011") + 'maximum = "x"\n'
    assert ":13: maximum of retention.ms" in fault(tmp_path, text)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x = 1\ndef broken(:\n", "rules.py:2: not Python"),
        ("x = 1\n\nraise ValueError('no')\n", "rules.py:3: ValueError: no"),
        ("import no_such_module_at_all\n", "rules.py:1: ModuleNotFoundError"),
        ("raise SystemExit(4)\n", "rules.py:1: SystemExit: 4"),
        ("x = 1\n", "rules.py makes no rule"),
        (
            "from kafka_architect.validation.own_rules import *\n"
            "@rule('acme', 'a', severity=Severity.INFO, verdict=Verdict.ADVICE, roles=[Role.TOPIC],\n"
            "      summary='', why='', sources=[], bad='', good='')\n"
            "def a(config):\n    yield\n",
            "code 'acme': expected two to eight capital letters",
        ),
    ],
)
def test_a_python_file_that_cannot_be_loaded(tmp_path: Path, code: str, said: str) -> None:
    (tmp_path / "rules.py").write_text(code, encoding="utf-8")
    assert said in fault(tmp_path, 'rule-files = ["rules.py"]\n')
