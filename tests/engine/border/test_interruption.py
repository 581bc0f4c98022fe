"""Ctrl-C and forks in the middle of long work: all or nothing, soon, and nobody waits for ever."""

from __future__ import annotations

import os

import pytest

from .subprocesses import posix_only, run

pytestmark = posix_only

# The signal comes while the core works; how long that takes is compared with how long the work would.
INTERRUPTED = """
import os, signal, threading, time
import numpy as np
import kafka_architect as ka

# Whoever starts tests in the background of a shell leaves the signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

def interrupted(work):
    '''CPU seconds of the process between Ctrl-C and its answer: a busy machine does not add to them.'''
    sent = []
    def send():
        time.sleep(0.3)
        sent.append(time.process_time())
        os.kill(os.getpid(), signal.SIGINT)
    threading.Thread(target=send).start()
    try:
        for _ in range(100):  # a busy machine may send late
            before[:] = [analyzer.to_bytes()]
            work()
    except KeyboardInterrupt:
        return time.process_time() - sent[0]
    raise AssertionError("it was not interrupted")

analyzer = ka.PartitioningStrategyAnalyzer([4])
analyzer.update([b"k"])
before = [analyzer.to_bytes()]
long_array = np.zeros(2**28, dtype="V0")
"""


@pytest.mark.parametrize(
    "work",
    [
        "lambda: analyzer.update(long_array)",
        "lambda: [ka.murmur2(long_array) for _ in range(9)]",
        "lambda: analyzer.update([b'k'] * 2**24)",
    ],
)
def test_long_work_answers_ctrl_c_and_has_counted_nothing(work: str) -> None:
    code = f"""
seconds = interrupted({work})
assert seconds < 5, seconds
assert [analyzer.to_bytes()] == before
analyzer.update([b"k"])
"""
    run(INTERRUPTED + code)


def test_waiting_for_another_threads_update_answers_ctrl_c() -> None:
    code = """
other = threading.Thread(target=lambda: analyzer.update(long_array), daemon=True)
other.start()
time.sleep(0.2)
seconds = interrupted(lambda: [analyzer.report() for _ in range(100_000)])
assert seconds < 5, seconds
os._exit(0)
"""
    run(INTERRUPTED + code)


def test_a_handler_may_look_but_not_change() -> None:
    code = """
said = []
def handler(*_):
    said.append(analyzer.report().to_dict()["records"])
    for change in (lambda: analyzer.update([b"nested"]), lambda: analyzer.merge(analyzer)):
        try:
            change()
        except ka.InputError as error:
            said.append("in the middle of an update" in str(error))
    raise KeyboardInterrupt
signal.signal(signal.SIGINT, handler)
interrupted(lambda: analyzer.update(long_array))
assert said == [1, True, True], said
assert [analyzer.to_bytes()] == before
"""
    run(INTERRUPTED + code)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_forked_during_an_update_does_not_wait_for_ever() -> None:
    code = """
def keep_updating():
    while True:
        analyzer.update(long_array)

BETWEEN_TWO_UPDATES = 3
threading.Thread(target=keep_updating, daemon=True).start()

def in_the_child():
    try:
        try:
            analyzer.to_bytes()
        except ka.StateError:
            pass
        else:
            os._exit(BETWEEN_TWO_UPDATES)
        for use in (analyzer.report, analyzer.to_bytes, lambda: analyzer.update([b"k"])):
            try:
                use()
            except ka.StateError as error:
                assert "when the process was forked" in str(error)
            else:
                raise AssertionError("torn counts were given away")
        mine = ka.PartitioningStrategyAnalyzer([4])
        mine.update([b"k"])
        assert mine.report().to_dict()["records"] == 1
        globals().pop("analyzer")
    except BaseException as error:
        print(error, flush=True)
        os._exit(1)
    os._exit(0)

# The thread may be anywhere when the process is forked: nearly always it is in an update.
code = BETWEEN_TWO_UPDATES
for _ in range(50):
    if code != BETWEEN_TWO_UPDATES:
        break
    time.sleep(0.1)
    child = os.fork()
    if child == 0:
        in_the_child()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(code, flush=True)
os._exit(0)
"""
    assert run(INTERRUPTED + code) == "0\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_forked_in_quiet_has_the_counts() -> None:
    code = """
child = os.fork()
if child == 0:
    same = [analyzer.to_bytes()] == before
    analyzer.update([b"k"])
    os._exit(0 if same else 1)
_, status = os.waitpid(child, 0)
assert os.waitstatus_to_exitcode(status) == 0
"""
    run(INTERRUPTED + code)
