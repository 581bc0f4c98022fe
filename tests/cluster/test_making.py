"""Making a plan's steps, with brokers whose answers are scripted: refused, lost, of a former controller."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.cluster.applying import making
from kafka_architect.cluster.applying.making import Making
from kafka_architect.cluster.applying.outcome import Result
from kafka_architect.cluster.applying.requests import refusals, request
from kafka_architect.designs.applying.planning import plan
from kafka_architect.designs.applying.step import AddAcls
from tests.designs.applying.model import acl, after, cluster, design, designed, group, permission, quota

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.cluster.applying.outcome import Applied
    from kafka_architect.snapshot import Snapshot

CLIENT = ka.ClientSettings.read("kafka-1:9092", environment={}, timeout_s=10)
DESIGN = design(
    designed("bills"),
    designed("orders"),
    groups={"mail": group("mail", share_auto_offset_reset="earliest")},
    quotas=(quota("User:web", 10),),
    acls=(permission("User:web", "Write", "orders"), permission("User:web", "Describe", "orders")),
)
KINDS = ("create-topic", "create-topic", "configure-group", "set-quotas", "add-acls")
_FIELDS = {
    "CreateTopicsRequest": "topics",
    "CreatePartitionsRequest": "results",
    "IncrementalAlterConfigsRequest": "responses",
    "AlterClientQuotasRequest": "entries",
    "CreateAclsRequest": "results",
}


class Brokers:
    """Answers requests: with the code that `script` tells for one, else as made.

    What was made is read back from `shows`.
    """

    def __init__(self, script: Callable[[str, bool], int | Exception] = lambda *_: 0) -> None:
        self._script = script
        self._manager = SimpleNamespace(run=self._run, send=None)
        self.sent: list[tuple[str, bool]] = []
        self.paused_s = 0.0
        self.shows: Snapshot = after(plan(DESIGN, cluster()), cluster())

    def _run(self, _send: Any, message: Any, _node: int | None) -> Any:
        name, validate_only = type(message).__name__, bool(getattr(message, "validate_only", False))
        if name == "MetadataRequest":
            answer = self._script(name, False)
            if isinstance(answer, Exception):
                raise answer
            return SimpleNamespace(controller_id=1)
        self.sent.append((name, validate_only))
        answer = self._script(name, validate_only)
        if isinstance(answer, Exception):
            raise answer
        result = SimpleNamespace(error_code=answer, error_message="the broker's words")
        fine = SimpleNamespace(error_code=0, error_message=None)
        count = len(message.creations) if name == "CreateAclsRequest" else 1
        return SimpleNamespace(**{_FIELDS[name]: [fine] * (count - 1) + [result]})

    def apply(self, monkeypatch: pytest.MonkeyPatch) -> Applied:
        monkeypatch.setattr(making, "verified", lambda *_, **__: self.shows)
        work = Making(self, CLIENT, clock=lambda: self.paused_s, pause=self._pause)
        return work.make(plan(DESIGN, cluster()))

    def _pause(self, seconds: float) -> None:
        self.paused_s += seconds


def results(applied: Applied) -> list[Result]:
    return [one.result for one in applied.outcomes]


def test_everything_is_validated_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    brokers = Brokers()
    applied = brokers.apply(monkeypatch)
    assert [one.step.kind for one in applied.outcomes] == list(KINDS)
    assert applied.is_complete
    assert [validating for _, validating in brokers.sent] == [True] * 4 + [False] * 5


def test_a_policy_that_refuses_a_topic_leaves_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    brokers = Brokers(lambda name, _: 44 if name == "CreateTopicsRequest" else 0)
    applied = brokers.apply(monkeypatch)
    assert results(applied) == [Result.FAILED, Result.FAILED, Result.LEFT, Result.LEFT, Result.LEFT]
    assert "the cluster's policy refuses it" in applied.outcomes[0].detail
    assert "the broker's words" in applied.outcomes[0].detail
    assert all(validating for _, validating in brokers.sent)
    assert (applied.validated, applied.has_failed) == (False, True)


@pytest.mark.parametrize(
    ("request_name", "code", "kind", "words"),
    [
        ("AlterClientQuotasRequest", 31, "set-quotas", "--operation AlterConfigs --cluster"),
        ("AlterClientQuotasRequest", 35, "set-quotas", "do not support the request"),
        ("IncrementalAlterConfigsRequest", 30, "configure-group", "--operation AlterConfigs --group mail"),
        ("CreateAclsRequest", 54, "add-acls", "no authorizer"),
        ("CreateAclsRequest", 31, "add-acls", "--operation Alter --cluster"),
    ],
)
def test_what_a_service_forbids_does_not_keep_the_rest(
    request_name: str, code: int, kind: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = Brokers(lambda name, _: code if name == request_name else 0).apply(monkeypatch)
    [left] = applied.of(Result.UNAVAILABLE)
    assert left.step.kind == kind
    assert words in left.detail
    assert len(applied.of(Result.DONE)) == 4
    assert (applied.is_complete, applied.has_failed) == (False, False)


def test_a_controller_that_moves_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([41, 41])
    brokers = Brokers(lambda name, _: next(answers, 0) if name == "CreateTopicsRequest" else 0)
    assert brokers.apply(monkeypatch).is_complete
    assert brokers.paused_s == 2


def test_a_request_that_never_left_has_failed_and_the_rest_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    from kafka.errors import KafkaTimeoutError

    asked = iter(range(100))

    def script(name: str, _validate_only: bool) -> int | Exception:
        # Four validations and the first topic; then nobody answers.
        return KafkaTimeoutError("gone") if name == "MetadataRequest" and next(asked) >= 5 else 0

    brokers = Brokers(script)
    applied = brokers.apply(monkeypatch)
    assert results(applied) == [Result.DONE, Result.FAILED, Result.LEFT, Result.LEFT, Result.LEFT]
    assert "could not be asked" in applied.outcomes[1].detail
    assert brokers.paused_s == 0


@pytest.mark.parametrize("lost", [7, ConnectionError()])
def test_without_an_answer_the_cluster_tells_whether_it_was_made(
    lost: int | Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kafka.errors import KafkaConnectionError

    answer = lost if isinstance(lost, int) else KafkaConnectionError("closed")

    def script(name: str, validate_only: bool) -> int | Exception:
        return answer if name == "CreateTopicsRequest" and not validate_only else 0

    assert Brokers(script).apply(monkeypatch).is_complete
    unseen = Brokers(script)
    unseen.shows = cluster()
    applied = unseen.apply(monkeypatch)
    assert results(applied) == [Result.UNCERTAIN, *[Result.LEFT] * 4]
    assert "does not show the topic bills" in applied.outcomes[0].detail
    assert CLIENT.timeout_s <= unseen.paused_s <= CLIENT.timeout_s + 1
    assert applied.has_failed


def test_what_the_brokers_accept_and_do_not_show_is_not_called_done(monkeypatch: pytest.MonkeyPatch) -> None:
    brokers = Brokers()
    brokers.shows = cluster()
    applied = brokers.apply(monkeypatch)
    assert applied.outcomes[0].result is Result.UNCERTAIN
    assert applied.outcomes[0].detail.startswith("the brokers accepted it; what is read back does not show")


def test_an_interrupt_on_the_way_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def script(name: str, validate_only: bool) -> int:
        if name == "AlterClientQuotasRequest" and not validate_only:
            raise KeyboardInterrupt
        return 0

    applied = Brokers(script).apply(monkeypatch)
    assert results(applied) == [*[Result.DONE] * 3, Result.UNCERTAIN, Result.LEFT]
    assert applied.interrupted
    assert "plan again to see whether it was made" in str(applied)


def test_of_several_acls_the_refused_one_is_named() -> None:
    action = AddAcls(principal="User:web", acls=(acl("User:web", "write", "a"), acl("User:web", "read", "b")))
    answer = SimpleNamespace(
        results=[
            SimpleNamespace(error_code=0, error_message=None),
            SimpleNamespace(error_code=42, error_message=None),
        ]
    )
    [refusal] = refusals(action, answer)
    assert (refusal.code, refusal.of) == (42, "read on topic b")


def test_every_action_makes_a_request_that_can_be_encoded() -> None:
    for step in plan(DESIGN, cluster()).steps:
        assert step.action is not None
        message = request(step.action, validate_only=True, timeout_s=10)
        message.API_VERSION = message.max_version
        assert message.encode(version=message.max_version)
