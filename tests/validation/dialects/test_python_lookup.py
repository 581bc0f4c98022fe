"""What names of a Python program stand for: certain values, defaults, and what is only known later."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation.role import Role

from .application_reading import edited, one, read, values

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration

HEAD = "from confluent_kafka import Producer\n"
IN_A_METHOD = "class A:\n    {body}\n    def make(self):\n        return Producer({{'acks': self.acks}})\n"


def made(text: str) -> Configuration:
    return one(read("python.source", "app.py", HEAD + dedent(text)), Role.PRODUCER)


def acks(text: str) -> tuple[str | None, str]:
    """The value, None where it is only known later, and who may replace it."""
    setting = made(text).settings["acks"]
    return setting.value if setting.resolved else None, setting.default_of


@pytest.mark.parametrize(
    ("expression", "value", "default_of"),
    [
        ("os.environ.get('ACKS', '1')", "1", "ACKS"),
        ("os.getenv('ACKS', '1')", "1", "ACKS"),
        ("os.getenv('ACKS', default=1)", "1", "ACKS"),
        ("int(os.environ.get('ACKS', '1'))", "1", "ACKS"),
        ("int('0x' + 'z')", None, ""),
        ("int('9' * 3)", None, ""),
        ("os.environ.get('ACKS')", None, ""),
        ("os.environ.get('ACKS', None)", None, ""),
        ("os.environ['ACKS']", None, ""),
        ("given or 1", "1", "given"),
        ("config('ACKS', default='1', cast=int)", "1", "ACKS"),
        ("env.int('ACKS', default=1)", "1", "ACKS"),
        ("config('ACKS')", None, ""),
        ("given.get('acks', 1)", "1", "given"),
        ("given.get('acks', None)", None, ""),
        ("{'acks': 1}.get('acks', 0)", "1", ""),
        ("{}.get('acks', 0)", "0", ""),
        ("{'acks': 1, **given}.get('acks', 0)", "1", "given"),
        ("None or 1", "1", ""),
        ("0 or given", None, ""),
        ("os.getenv('ACKS', '') or '1'", "1", "ACKS"),
        ("bool('')", "false", ""),
        ("1 if given else 'all'", None, ""),
    ],
)
def test_a_default_of_the_environment_is_a_default(
    expression: str, value: str | None, default_of: str
) -> None:
    assert acks(f"import os\nProducer({{'acks': {expression}}})\n") == (value, default_of)


@pytest.mark.parametrize(
    ("text", "value", "default_of"),
    [
        ("def f(acks=1):\n    Producer({'acks': acks})\n", "1", "the parameter acks"),
        ("def f(*, acks=1):\n    Producer({'acks': acks})\n", "1", "the parameter acks"),
        ("def f(acks=None):\n    Producer({'acks': acks})\n", None, ""),
        ("def f(acks=None):\n    acks = 1\n    Producer({'acks': acks})\n", "1", ""),
        ("acks = 1\ndef f(acks):\n    Producer({'acks': acks})\n", None, ""),
        ("acks = 1\ndef f(*acks):\n    Producer({'acks': acks})\n", None, ""),
        ("acks = 1\nfor acks in (1, 2):\n    Producer({'acks': acks})\n", None, ""),
        ("acks = 1\nwith given as acks:\n    Producer({'acks': acks})\n", None, ""),
        ("acks, b = 1, 2\nProducer({'acks': acks})\n", None, ""),
        ("acks = 1\nacks += 1\nProducer({'acks': acks})\n", None, ""),
        (
            "acks = 1\ndef g():\n    global acks\n    acks = 0\ndef f():\n    Producer({'acks': acks})\n",
            None,
            "",
        ),
        ("if given:\n    acks = 1\nelse:\n    acks = 0\nProducer({'acks': acks})\n", None, ""),
        ("acks = 1\nif given:\n    acks = 0\nProducer({'acks': acks})\n", None, ""),
        ("if given:\n    acks = 1\n    Producer({'acks': acks})\n", "1", ""),
        ("try:\n    acks = 1\nfinally:\n    pass\nProducer({'acks': acks})\n", None, ""),
    ],
)
def test_a_value_is_certain_where_one_assignment_surely_was_the_last(
    text: str, value: str | None, default_of: str
) -> None:
    assert acks(text) == (value, default_of)


@pytest.mark.parametrize(
    ("body", "value", "default_of"),
    [
        ("acks = 1", "1", ""),
        ("def __init__(self):\n        self.acks = 1", "1", ""),
        ("def __init__(self, acks=1):\n        self.acks = acks", "1", "the parameter acks"),
        ("def __init__(self, acks):\n        self.acks = acks", None, ""),
        ("def f(self):\n        self.acks = 1\n    def g(self):\n        self.acks = 0", None, ""),
        ("def f(self):\n        if self:\n            self.acks = 1", None, ""),
        ("acks = 1\n    acks = 2", None, ""),
    ],
)
def test_attributes_of_an_object(body: str, value: str | None, default_of: str) -> None:
    assert acks(IN_A_METHOD.format(body=body)) == (value, default_of)


@pytest.mark.parametrize(
    ("head", "made_of", "value", "default_of"),
    [
        ("class S:", "S", "1", ""),
        ("class S(BaseSettings):", "S", "1", "S.acks"),
        ("@dataclass\nclass S:", "S()", "1", "S.acks"),
        ("@dataclass(frozen=True)\nclass S:", "S(acks=0)", "0", ""),
        ("class S(BaseModel):", "S(**given)", None, ""),
        ("class S(BaseModel):", "S(0)", None, ""),
    ],
)
def test_settings_of_a_class(head: str, made_of: str, value: str | None, default_of: str) -> None:
    text = f"{head}\n    acks: int = 1\ns = {made_of}\n"
    name = "s" if "(" in made_of else "S"
    assert acks(f"{text}Producer({{'acks': {name}.acks}})\n") == (value, default_of)


def test_a_fields_default_is_its_value() -> None:
    text = (
        "class S(BaseModel):\n    acks: int = Field({}, alias='a')\ns = S()\nProducer({{'acks': s.acks}})\n"
    )
    assert acks(text.format("1")) == ("1", "S.acks")
    assert acks(text.format("default=1")) == ("1", "S.acks")
    assert acks(text.format("default_factory=f")) == (None, "")


def test_a_class_has_no_name_of_its_body_for_its_methods() -> None:
    text = "acks = 0\nclass A:\n    acks = 1\n    def f(self):\n        Producer({'acks': acks})\n"
    assert acks(text) == ("0", "")


@pytest.mark.parametrize(
    "text",
    [
        "conf = {}\ndef fill():\n    for k in given:\n        conf[k] = 1\nfill()\ndef f(): Producer(conf)\n",
        "conf = {}\ndef fill(): conf.update(given)\ndef f(): Producer(conf)\n",
        "def f(conf): Producer(conf)\n",
        "conf = {'acks': 1}\ndef f(conf): Producer(conf)\n",
        "def f(**conf): Producer({**conf})\n",
        "def f(conf={}): Producer(conf)\n",
        "class A:\n    def __init__(self): self.conf = {}\n    def g(self): self.conf.update(given)\n"
        "    def f(self): Producer(self.conf)\n",
        "def conf():\n    if given: return {}\n    return {}\nProducer(conf())\n",
        "@given\ndef conf(): return {}\nProducer(conf())\n",
        "conf = {}\nconf.clear()\nProducer(conf)\n",
        "s = {'p': {}}\nProducer(s['q'])\n",
        "s = {'p': {}}\nif given: s['p'] = {}\nProducer(s['p'])\n",
        "Producer(conf or {})\n",
    ],
)
def test_nothing_is_said_of_what_may_come_from_elsewhere(text: str) -> None:
    assert not made(text).complete


def test_a_change_elsewhere_is_none_of_another_name() -> None:
    text = "conf = {}\ndef g(conf): conf['acks'] = given\ndef h():\n    conf = {}\n    conf['acks'] = 0\n"
    producer = made(text + "def f(): Producer(conf)\n")
    assert producer.complete
    assert values(producer) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("conf = {'acks': 0}\nconf['acks'] = 1\ndef f(): Producer(conf)\n", "1"),
        ("def conf(): return {'acks': 1}\nProducer(conf())\n", "1"),
        ("class A:\n    def c(self): return {'acks': 1}\n    def f(self): Producer({**self.c()})\n", "1"),
        ("def conf():\n    c = {'acks': 0}\n    c['acks'] = 1\n    return c\nProducer(conf())\n", "1"),
        ("conf = {}\nconf |= {'acks': 1}\nProducer(conf)\n", "1"),
        ("conf = {}\nconf.setdefault('acks', 1)\nProducer(conf)\n", "1"),
        ("conf = {'acks': 1}\nconf.setdefault('acks', 0)\nProducer(conf)\n", "1"),
        ("class A:\n    conf = {'acks': 1}\n    def f(self): Producer(self.conf)\n", "1"),
        ("base = {'acks': 0}\nProducer({**base, 'acks': 1})\n", "1"),
        ("s = {'kafka': {'producer': {'acks': 1}}}\nProducer(s['kafka']['producer'])\n", "1"),
        ("s = {'acks': 1}\nProducer({'acks': s['acks']})\n", "1"),
    ],
)
def test_settings_that_are_put_together(text: str, value: str) -> None:
    producer = made(text)
    assert values(producer) == {"acks": value}
    assert producer.complete
    assert producer.repeats == []


def test_an_argument_of_setdefault_is_replaced_but_not_removed() -> None:
    producer = made("conf = {}\nconf.setdefault('acks', 1)\nProducer(conf)\n")
    setting = producer.settings["acks"]
    assert producer.writer.remove(setting) is None
    assert "setdefault('acks', \"all\")" in edited(producer.writer.replace(setting, "all"))


def test_a_key_that_is_taken_out_is_gone() -> None:
    assert values(made("conf = {'acks': 1}\ndel conf['acks']\nProducer(conf)\n")) == {}
    assert values(made("conf = {'acks': 1}\nconf.pop('acks', None)\nProducer(conf)\n")) == {}
    assert acks("conf = {'acks': 1}\nif given: del conf['acks']\nProducer(conf)\n") == (None, "")


def test_a_change_in_a_branch_is_only_known_later() -> None:
    assert acks("conf = {'acks': 1}\nif given: conf['acks'] = 0\nProducer(conf)\n") == (None, "")
    assert acks("conf = {}\nif given:\n    conf['acks'] = 0\n    Producer(conf)\n") == ("0", "")
    assert made("conf = {}\nif given: conf.update({'acks': 0})\nProducer(conf)\n").complete


@pytest.mark.parametrize(
    ("text", "default_of"),
    [
        ("Producer({'acks': 1, **given})\n", "given"),
        ("conf = {'acks': 1}\nconf.update(load())\nProducer(conf)\n", "load()"),
        ("def f(conf={'acks': 1}): Producer(conf)\n", "the parameter conf"),
        ("conf = {'acks': 1}\nconf[given] = 1\nProducer(conf)\n", "what is merged in"),
        ("Producer({**given, 'acks': 1})\n", ""),
        ("class A:\n    def f(self, conf=None): Producer(conf or {'acks': 1})\n", "conf"),
        ("s = {'p': {'acks': 1}}\ns.update(load())\nProducer(s['p'])\n", "load()"),
    ],
)
def test_what_is_merged_in_behind_may_replace(text: str, default_of: str) -> None:
    assert acks(text) == ("1", default_of)


def test_the_defaults_of_a_library_are_not_known_where_arguments_are_spread_in() -> None:
    text = "from aiokafka import AIOKafkaProducer as P\nP(bootstrap_servers='a:1', **given)\n"
    producer = one(read("python.source", "app.py", text), Role.PRODUCER)
    assert not producer.settings["acks"].resolved
    assert producer.settings["bootstrap.servers"].default_of == ""  # given twice is an error
    assert ka.ConfigValidator().validate({"app.py": text}).findings == ()


def test_findings_say_who_may_say_otherwise() -> None:
    text = HEAD + "import os\nProducer({'acks': os.getenv('SHOP_ACKS', '1'), 'enable.idempotence': False})\n"
    messages = [one.message for one in ka.ConfigValidator().validate({"app.py": text}).findings]
    assert [
        one for one in messages if one.endswith("(acks has a default value, which SHOP_ACKS may override)")
    ]
