"""KAFKA_ARCHITECT_ISA forces an instruction set; all of them give the same report."""

from __future__ import annotations

from pathlib import Path

import pytest

import kafka_architect as ka

from .command import refuse, run, succeed

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "flights_tailnum.txt"
BEST = ka.build_info()["instruction_set"]


@pytest.mark.parametrize("isa", ["scalar", "avx2", "avx512", "neon"])
def test_every_instruction_set_gives_the_same_report(isa: str) -> None:
    """Those that this machine lacks say so, which is a result too: never a silent fallback."""
    forced = run("analyze", EXAMPLE, "--format", "json", KAFKA_ARCHITECT_ISA=isa)
    if forced.returncode == 0:
        assert forced.stdout == succeed("analyze", EXAMPLE, "--format", "json")
    else:
        assert isa not in ("scalar", BEST)
        assert forced.returncode == 2
        assert (
            f"KAFKA_ARCHITECT_ISA={isa} cannot run on this machine: expected one of scalar" in forced.stderr
        )


def test_the_forced_instruction_set_is_the_one_in_use() -> None:
    assert " scalar)" in succeed("--version", KAFKA_ARCHITECT_ISA="scalar")
    assert f" {BEST})" in succeed("--version", KAFKA_ARCHITECT_ISA=BEST)


@pytest.mark.parametrize("arguments", [("analyze", EXAMPLE), ("--version",)], ids=["analyze", "version"])
def test_an_unknown_instruction_set_is_refused(arguments: tuple[str | Path, ...]) -> None:
    message = refuse(*arguments, KAFKA_ARCHITECT_ISA="sse9")
    assert message.startswith("Error: KAFKA_ARCHITECT_ISA=sse9 is unknown: expected one of scalar")
