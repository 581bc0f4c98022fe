"""make: validates every step of a plan, then makes them one by one, each read back before the next.

A step is one request, which the brokers make as a whole or not at all, so that after a failure or Ctrl-C
every step is known as done, failed or left. Only of the one that was on its way nobody knows before it is
read back.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kafka_architect.cluster.applying.outcome import Applied, Outcome, Result, not_begun
from kafka_architect.cluster.applying.reading import verified
from kafka_architect.cluster.applying.requests import (
    NOT_CONTROLLER,
    OPTIONAL,
    Refusal,
    can_be_validated,
    refusals,
    request,
    told,
)
from kafka_architect.cluster.faults import UNSUPPORTED_VERSION
from kafka_architect.cluster.snapshot import topics
from kafka_architect.cluster.snapshot.asking import Asking, RefusedError, reason
from kafka_architect.designs.applying.missing import missing
from kafka_architect.designs.applying.step import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.cluster.client_settings import ClientSettings
    from kafka_architect.designs.applying.step import Action, ApplyPlan, Step

# What the controller has made, brokers know within some tenths of a second.
_PAUSE_S: Final = 0.05
_LONGEST_PAUSE_S: Final = 1.0
_MOST_ATTEMPTS: Final = 4  # to find the controller, which may move meanwhile


class _Stop(Exception):  # noqa: N818 - the end of the work, not a fault
    """No further step is made."""


class _Answer(NamedTuple):
    """What became of a request.

    Attributes:
        refusal: what the broker said against it; None where it was made, or nobody knows.
        lost: why there was no answer; "" for one.
        is_sent: False where the request never left.
    """

    refusal: Refusal | None = None
    lost: str = ""
    is_sent: bool = True


class Making:
    """The work on one plan.

    Args:
        admin: A connected KafkaAdminClient.
        settings: Whose; for time-outs and for what is said of refusals.
        progress: Is told what is being done.
        clock, pause: Time, for tests.
    """

    def __init__(
        self,
        admin: Any,
        settings: ClientSettings,
        *,
        progress: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._admin, self._settings = admin, settings
        self._progress, self._clock, self._pause = progress, clock, pause
        self._outcomes: list[Outcome] = []
        self._forbidden: dict[int, str] = {}  # step -> why the cluster does not take such a request

    def make(self, plan: ApplyPlan) -> Applied:
        """Make the steps that are ready; what the brokers refuse in advance leaves everything as it is."""
        self._outcomes = [not_begun(one) for one in plan.steps]
        self._forbidden = {}
        validated = interrupted = False
        try:
            validated = self._validate(plan)
            if validated:
                self._make_all(plan)
        except _Stop:
            pass
        except KeyboardInterrupt:
            interrupted = True
        return Applied(
            plan=plan, outcomes=tuple(self._outcomes), validated=validated, interrupted=interrupted
        )

    def _validate(self, plan: ApplyPlan) -> bool:
        """Let brokers check every step; whether all may be made."""
        fine = True
        for number, step in enumerate(plan.steps):
            action = _action(step)
            if action is None or not can_be_validated(action):
                continue
            self._progress(f"validating {step.kind} {step.subject}")
            answer = self._send(action, validate_only=True)
            if answer.lost:
                self._set(number, Result.FAILED, f"the brokers could not be asked: {answer.lost}")
                return False
            if answer.refusal is None:
                continue
            why = told(answer.refusal, step.kind, step.subject, self._settings)
            if step.kind in OPTIONAL and answer.refusal.forbids_the_request:
                self._forbidden[number] = why
            else:
                self._set(number, Result.FAILED, why)
                fine = False
        return fine

    def _make_all(self, plan: ApplyPlan) -> None:
        count = len(plan.ready)
        made = 0
        for number, step in enumerate(plan.steps):
            action = _action(step)
            if action is None:
                continue
            made += 1
            if number in self._forbidden:
                self._set(number, Result.UNAVAILABLE, self._forbidden[number])
                continue
            self._progress(f"{made}/{count} {step.kind} {step.subject}")
            self._make(number, step, action)

    def _make(self, number: int, step: Step, action: Action) -> None:
        self._set(
            number,
            Result.UNCERTAIN,
            "it was on its way when the work was interrupted: plan again to see whether it was made",
        )
        answer = self._send(action, validate_only=False)
        refusal, lost = answer.refusal, answer.lost
        if refusal is not None:
            lost = told(refusal, step.kind, step.subject, self._settings)
            if not refusal.leaves_it_open:
                forbidden = step.kind in OPTIONAL and refusal.forbids_the_request
                self._set(number, Result.UNAVAILABLE if forbidden else Result.FAILED, lost)
                if forbidden:
                    return
                raise _Stop
        if not answer.is_sent:
            self._set(number, Result.FAILED, f"the brokers could not be asked: {lost}")
            raise _Stop
        self._set(number, *self._read_back(action, lost))
        if self._outcomes[number].result is not Result.DONE:
            raise _Stop

    def _send(self, action: Action, *, validate_only: bool) -> _Answer:
        """Send the action to the controller; elsewhere too where it moves meanwhile."""
        from kafka.errors import IncompatibleBrokerVersion, KafkaError

        asking = Asking(self._admin)
        message = request(action, validate_only=validate_only, timeout_s=self._settings.timeout_s)
        for _ in range(_MOST_ATTEMPTS):
            try:
                controller = topics.metadata(asking, ()).controller_id
            except KafkaError as error:
                return _Answer(lost=reason(error), is_sent=False)
            try:
                response = asking.send(message, controller if controller >= 0 else None)
            except IncompatibleBrokerVersion as error:
                return _Answer(Refusal(UNSUPPORTED_VERSION, str(error)))
            except KafkaError as error:
                return _Answer(lost=reason(error))
            found = next(refusals(action, response), None)
            if found is None or found.code != NOT_CONTROLLER:
                break
            self._pause(_LONGEST_PAUSE_S)
        return _Answer(found)

    def _read_back(self, action: Action, lost: str) -> tuple[Result, str]:
        """Whether the cluster shows the action; `lost`: why the answer to it is not known."""
        from kafka.errors import KafkaError

        deadline = self._clock() + self._settings.timeout_s
        pause_s = _PAUSE_S
        first = lost or "the brokers accepted it"
        while True:
            asking = Asking(self._admin)
            try:
                found = verified(asking, action, bootstrap=self._settings.bootstrap_servers)
            except (KafkaError, RefusedError) as error:
                said = f"{first}; it cannot be read back: {reason(error)}"
            else:
                parts = [*missing(action, found), *(one.why for one in asking.unavailable)]
                if not parts:
                    return Result.DONE, ""
                said = f"{first}; what is read back does not show {'; '.join(parts)}"
            if self._clock() >= deadline:
                return Result.UNCERTAIN, said
            self._pause(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def _set(self, number: int, result: Result, detail: str) -> None:
        self._outcomes[number] = Outcome(step=self._outcomes[number].step, result=result, detail=detail)


def _action(step: Step) -> Action | None:
    """What is sent for a step; None where it is not ready."""
    return step.action if step.standing is Standing.READY else None
