"""Write a measurement as a page to read (Markdown) and as data to compare (JSON)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .contenders import OURS, REFERENCE, KeyFile
from .interleaved import Spread, Timing, spread
from .machine import Machine


@dataclass(frozen=True)
class Measurement:
    """The timings of all contenders on one key file."""

    file: KeyFile
    timings: list[Timing]

    def timing(self, name: str) -> Timing:
        """Return the timing of one contender."""
        return next(timing for timing in self.timings if timing.contender.name == name)

    def speed_up(self) -> Spread:
        """Return how many times faster per key we are than the reference at the same job."""
        return self.timing(REFERENCE).times_slower_than(self.timing(OURS))


def write_results(
    directory: Path, machine: Machine, rounds: int, measurements: list[Measurement]
) -> tuple[Path, Path]:
    """Write foundation.md and foundation.json; return their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    page, data = directory / "foundation.md", directory / "foundation.json"
    page.write_text(markdown(machine, rounds, measurements), encoding="utf-8")
    content = {
        "machine": machine,
        "rounds": rounds,
        "files": [as_data(measurement) for measurement in measurements],
    }
    data.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return page, data


def markdown(machine: Machine, rounds: int, measurements: list[Measurement]) -> str:
    """Return the page."""
    build = ", ".join(f"{name} {value}" for name, value in machine["build"].items())
    libraries = ", ".join(f"{name} {value}" for name, value in machine["libraries"].items())
    lines = [
        "# Foundation: from a key file to partition counts",
        "",
        "Written by `python -m benchmarks.record`; how to read it: [README](../README.md).",
        "",
        f"- Date: {machine['date_utc']} UTC",
        f"- CPU: {machine['cpu']}, {machine['logical_cpus']} logical CPUs",
        f"- kafka-architect: {build}",
        f"- Libraries: {libraries}",
        f"- {rounds} interleaved rounds; median (min-max)",
    ]
    for measurement in measurements:
        lines += ["", f"## {measurement.file.title}", "", headline(measurement), ""]
        lines += table(measurement)
    return "\n".join(lines) + "\n"


def headline(measurement: Measurement) -> str:
    """Return the speed-up as a sentence, next to what was promised."""
    speed_up, claim = measurement.speed_up(), measurement.file.claim
    sentence = (
        f"`ka.analyze` with one worker is **{speed_up.median:,.0f} times** "
        f"({speed_up.min:,.0f}-{speed_up.max:,.0f}) as fast per key as the pure-Python reference "
        "at the same job"
    )
    if claim is None:
        return f"{sentence}."
    return f"{sentence}; promised: {claim}, {'met' if speed_up.median >= claim else 'NOT met'}."


def table(measurement: Measurement) -> list[str]:
    """Return one row per contender; the last column compares with OURS in the same rounds."""
    ours = measurement.timing(OURS)
    rows = [
        "| Contender | Version | Keys per run | ns per key | CPU ns per key | M keys/s "
        "| Time against the first row |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for timing in measurement.timings:
        contender = timing.contender
        wall, cpu = spread(timing.wall_ns_per_key), spread(timing.cpu_ns_per_key)
        rows.append(
            f"| {contender.name} | {contender.version} | {contender.keys:,} "
            f"| {wall.median:,.1f} ({wall.min:,.1f}-{wall.max:,.1f}) | {cpu.median:,.1f} "
            f"| {1e3 / wall.median:,.2f} | {timing.times_slower_than(ours).median:,.2f} x |"
        )
    return rows


def as_data(measurement: Measurement) -> dict[str, Any]:
    """Return one file's measurement with every round, for whoever wants other statistics."""
    ours = measurement.timing(OURS)
    return {
        "title": measurement.file.title,
        "keys": measurement.file.keys,
        "bytes": measurement.file.whole.stat().st_size,
        "speed_up": measurement.speed_up()._asdict(),
        "promised": measurement.file.claim,
        "contenders": [
            {
                "name": timing.contender.name,
                "version": timing.contender.version,
                "keys_per_run": timing.contender.keys,
                "wall_ns_per_key": spread(timing.wall_ns_per_key)._asdict(),
                "cpu_ns_per_key": spread(timing.cpu_ns_per_key)._asdict(),
                "time_against_ours": timing.times_slower_than(ours)._asdict(),
                "rounds_wall_ns_per_key": timing.wall_ns_per_key,
                "rounds_cpu_ns_per_key": timing.cpu_ns_per_key,
            }
            for timing in measurement.timings
        ],
    }
