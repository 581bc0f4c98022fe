"""Hold every instruction-set tier to scalar: on this machine, and on older and foreign ones by emulation.

    make tiers                                    # or, with cmake and ninja on the PATH:
    python tools/tiers/check_tiers.py

Builds the plain program tiers_check (presets `tiers` and `tiers-aarch64`) and runs it on each machine below
with each tier forced. A machine must choose the tier that is named here, must refuse the tiers that it does
not have, and every run must end with the same digest: a state saved anywhere is the same state.

What cannot run here is listed with the reason. Where KAFKA_ARCHITECT_FORBID_SKIPS is 1, what an installed
package would have let run fails instead.
Debian and Ubuntu: qemu-user, g++-aarch64-linux-gnu.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.proofs.lacking import FORBIDDEN, Need, lacking, sentence  # noqa: E402

PROGRAM = Path("cpp/tests/tiers/tiers_check")
TIERS = ("scalar", "avx2", "avx512", "neon")
X86 = ("x86_64", "AMD64")
ARM = ("aarch64", "arm64")
CANNOT_RUN = 2


class Machine(NamedTuple):
    """A CPU, how to get at it, and what it must choose on its own (empty: whatever it has)."""

    name: str
    preset: str
    architectures: tuple[str, ...]
    emulator: tuple[str, ...]
    chooses: str


class Row(NamedTuple):
    """One line of the table."""

    machine: str
    tier: str
    result: str
    digest: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        return self.result.startswith("FAILED")


# Nehalem has no AVX2, Haswell no AVX-512; qemu emulates no AVX-512, so that tier needs the real thing.
NATIVE = Machine("this machine", "tiers", (*X86, *ARM), (), "")
NEHALEM = Machine("Nehalem (qemu)", "tiers", X86, ("qemu-x86_64", "-cpu", "Nehalem"), "scalar")
HASWELL = Machine("Haswell (qemu)", "tiers", X86, ("qemu-x86_64", "-cpu", "Haswell"), "avx2")
AARCH64 = Machine("aarch64 (qemu)", "tiers-aarch64", X86, ("qemu-aarch64",), "neon")
CROSS_COMPILER = "aarch64-linux-gnu-g++"


def run(machine: Machine, tier: str) -> tuple[subprocess.CompletedProcess[str], float]:
    """One run of the program; `tier` empty lets the machine choose."""
    environment = {name: value for name, value in os.environ.items() if name != "KAFKA_ARCHITECT_ISA"}
    if tier:
        environment["KAFKA_ARCHITECT_ISA"] = tier
    began = time.monotonic()
    done = subprocess.run(
        [*machine.emulator, str(ROOT / "build" / machine.preset / PROGRAM)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done, time.monotonic() - began


def fields(output: str) -> dict[str, str]:
    """The lines of "name value" that the program begins with."""
    return dict(
        line.split(" ", 1) for line in output.splitlines() if " " in line and not line.startswith("check ")
    )


def error_line(output: str) -> str:
    """The program's own error, among what an emulator may have said."""
    lines = [line for line in output.splitlines() if line.startswith("error ")]
    return lines[-1].removeprefix("error ") if lines else output.strip()[-200:]


def judge_run(machine: Machine, tier: str) -> Row:
    """A tier that the machine has: it must run it, and every check must find it equal."""
    done, seconds = run(machine, tier)
    found = fields(done.stdout)
    differences = [
        line for line in done.stdout.splitlines() if line.startswith("check ") and not line.endswith(" equal")
    ]
    if differences:
        return Row(machine.name, tier, f"FAILED: {'; '.join(differences)}")
    if done.returncode != 0:
        return Row(machine.name, tier, f"FAILED ({done.returncode}): {error_line(done.stderr)}")
    if found["active"] != tier:
        return Row(machine.name, tier, f"FAILED: {found['active']} was active")
    return Row(machine.name, tier, "equal to scalar", found["digest"], seconds)


def judge_refusal(machine: Machine, tier: str) -> Row:
    """A tier that the machine does not have: a clear error, not another tier and not a crash."""
    done, seconds = run(machine, tier)
    message = error_line(done.stderr)
    clear = message.startswith(f"KAFKA_ARCHITECT_ISA={tier} cannot run on this machine")
    if done.returncode != CANNOT_RUN or not clear:
        return Row(machine.name, tier, f"FAILED ({done.returncode}): not refused clearly: {message}")
    return Row(machine.name, tier, "refused, clearly", "", seconds)


def judge(machine: Machine) -> list[Row]:
    """All tiers of one machine."""
    done, _ = run(machine, "")
    if done.returncode != 0:
        return [Row(machine.name, "its own choice", f"FAILED ({done.returncode}): {error_line(done.stderr)}")]
    found = fields(done.stdout)
    available = found["available"].split()
    chooses = machine.chooses or available[-1]
    rows = []
    if found["active"] != chooses:
        rows.append(Row(machine.name, "its own choice", f"FAILED: {found['active']}, expected {chooses}"))
    rows.extend(
        judge_run(machine, tier) if tier in available else judge_refusal(machine, tier) for tier in TIERS
    )
    return rows


def why_not(machine: Machine) -> str:
    """Why a machine cannot be had here; empty when it can."""
    if platform.machine() not in machine.architectures:
        return f"needs a host of {' or '.join(machine.architectures)}"
    needs = [Need(program, "qemu-user") for program in machine.emulator[:1]]
    if machine is AARCH64:
        needs.append(Need(CROSS_COMPILER, "g++-aarch64-linux-gnu"))
    missing = lacking(needs)
    return sentence(missing) if missing else ""


def build(preset: str) -> None:
    """Configures and builds one preset."""
    for command in (
        ["cmake", "--preset", preset],
        ["cmake", "--build", "--preset", preset, "--target", "tiers_check"],
    ):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def show(rows: list[Row]) -> None:
    """The table."""
    print(f"{'machine':<16} {'tier':<15} {'digest':<9} {'seconds':>7}  result")
    for row in rows:
        seconds = f"{row.seconds:.1f}" if row.seconds else ""
        print(f"{row.machine:<16} {row.tier:<15} {row.digest:<9} {seconds:>7}  {row.result}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--here", action="store_true", help="only this machine, nothing emulated")
    machines = (NATIVE,) if parser.parse_args().here else (NATIVE, NEHALEM, HASWELL, AARCH64)
    missing = [reason for machine in machines if (reason := why_not(machine))]
    for reason in dict.fromkeys(missing):
        print(f"tiers: {reason}")
    if missing and FORBIDDEN:
        print("FAILED: something would be skipped, which KAFKA_ARCHITECT_FORBID_SKIPS forbids")
        return 1
    rows = []
    built = set()
    for machine in machines:
        if reason := why_not(machine):
            rows.append(Row(machine.name, "all", f"skipped: {reason}"))
            continue
        if machine.preset not in built:
            build(machine.preset)
            built.add(machine.preset)
        rows.extend(judge(machine))
    if not any(row.digest and row.tier == "avx512" for row in rows):
        # No package helps, so this is said and not forbidden.
        rows.append(Row("any", "avx512", "not run: this CPU has none, and qemu emulates none"))
    show(rows)
    digests = {row.digest for row in rows if row.digest}
    if len(digests) > 1:
        print(f"FAILED: the same keys gave different states: {', '.join(sorted(digests))}")
    return 1 if len(digests) > 1 or any(row.failed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
