"""The collector is paused while something is validated, and put back as it was."""

from __future__ import annotations

import gc
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.validation import checking, validator
from kafka_architect.validation.garbage import collection_paused

if TYPE_CHECKING:
    from collections.abc import Iterator


_SETTINGS = {"producer.properties": "bootstrap.servers=b:9092\nacks=1\n"}


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.isenabled()
    yield
    (gc.enable if before else gc.disable)()


def test_it_is_paused_while_rules_are_asked_and_enabled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def looking(*given: Any, **named: Any) -> Any:
        seen.append(gc.isenabled())
        return checking.check(*given, **named)

    monkeypatch.setattr(validator, "check", looking)
    gc.enable()
    ka.ConfigValidator().validate(_SETTINGS)
    assert gc.isenabled()
    ka.ConfigValidator().fix(_SETTINGS, unsafe=True)
    assert gc.isenabled()
    assert seen
    assert not any(seen)


def test_who_has_disabled_it_finds_it_disabled() -> None:
    gc.disable()
    ka.ConfigValidator().validate(_SETTINGS)
    assert not gc.isenabled()


def test_it_is_enabled_again_after_an_error() -> None:
    gc.enable()
    with pytest.raises(ka.KafkaArchitectError):
        ka.ConfigValidator().validate("/no/such/file")
    assert gc.isenabled()


def test_a_call_within_a_call_leaves_it_paused() -> None:
    gc.enable()
    with collection_paused():
        ka.ConfigValidator().validate(_SETTINGS)
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_last_thread_puts_it_back() -> None:
    """Threads that come while others leave: each finds it paused, and the end finds it enabled."""
    gc.enable()
    first, second = Barrier(2), Barrier(2)
    found: list[bool] = []

    def early() -> None:
        with collection_paused():
            first.wait()  # the other is in
        second.wait()

    def late() -> None:
        with collection_paused():
            first.wait()
            second.wait()  # the other is out
            found.append(gc.isenabled())

    threads = [Thread(target=early), Thread(target=late)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [False]
    assert gc.isenabled()
