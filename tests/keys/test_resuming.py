"""--checkpoint and --exact for sources of any format: the same report, interrupted or not."""

from __future__ import annotations

import _thread
import gzip
import shutil
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect import _core
from kafka_architect.analysis import source_pass
from kafka_architect.analysis.counting import BatchCounter
from kafka_architect.analysis.group_pass import GroupPass
from kafka_architect.analysis.source_options import SourceOptions
from kafka_architect.analysis.sources_checkpoint import SourcesCheckpoint
from kafka_architect.keys.columns import KeyLines, LineLayout
from kafka_architect.keys.source_file import source_files
from tests.keys.sources import WRITERS, records, write_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.keys.columns import KeyColumns
    from kafka_architect.keys.source_file import SourceFile

FILES = Path(__file__).parent / "files"


def write_gzipped_text(made: Any, path: Path) -> None:
    write_text(made, path)
    path.write_bytes(gzip.compress(path.read_bytes().removesuffix(b"\n")))


SOURCES: dict[str, Callable[[Any, Path], None]] = {**WRITERS, "keys.txt.gz": write_gzipped_text}


def interrupted_after(monkeypatch: pytest.MonkeyPatch, batches: int) -> None:
    """Ctrl-C comes when so many batches were counted."""
    left = [batches]
    add = BatchCounter.add

    def counting(self: BatchCounter, batch: KeyColumns | KeyLines, **options: bool) -> None:
        if left[0] == 0:
            _thread.interrupt_main()
            time.sleep(0.6)  # the main thread asks for the end behind this batch
        left[0] -= 1
        add(self, batch, **options)

    monkeypatch.setattr(BatchCounter, "add", counting)


def state_of(source: Path, tmp_path: Path, **options: Any) -> bytes:
    ka.analyze(source, [4, 12], save=tmp_path / "state.ka", exact=False, **options)
    return (tmp_path / "state.ka").read_bytes()


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("batches", [0, 2])
def test_a_pass_goes_on_where_it_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, batches: int
) -> None:
    folder = tmp_path / "dump"
    folder.mkdir()
    for part in range(3):
        SOURCES[name](records(1500, seed=part), folder / f"{part}-{name}")
    whole = state_of(folder, tmp_path)
    checkpoint = tmp_path / "checkpoint"
    with monkeypatch.context() as patched:
        interrupted_after(patched, batches)
        first = ka.analyze(folder, [4, 12], checkpoint=checkpoint)
    assert first.partial
    assert checkpoint.exists()
    assert state_of(folder, tmp_path, checkpoint=checkpoint) == whole
    assert not checkpoint.exists()


def test_groups_that_are_complete_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_pass, "_GROUP_BYTES", 1)
    folder = tmp_path / "dump"
    folder.mkdir()
    for part in range(4):
        SOURCES["orders.jsonl"](records(800, seed=part), folder / f"orders+{part}+0.jsonl")
    (folder / "orders+0+9.zip").write_bytes(b"PK\x03\x04 and so on")
    shutil.copy(FILES / "segment.log", folder / "orders.log")
    whole = ka.analyze(folder, [4], topic_partitions=4)
    checkpoint = tmp_path / "checkpoint"
    with monkeypatch.context() as patched:
        interrupted_after(patched, 3)
        assert ka.analyze(folder, [4], workers=1, topic_partitions=4, checkpoint=checkpoint).partial
    read: list[str] = []
    opening = GroupPass._read

    def noting(self: GroupPass, source: SourceFile) -> None:
        read.append(source.path)
        opening(self, source)

    monkeypatch.setattr(GroupPass, "_read", noting)
    resumed = ka.analyze(folder, [4], topic_partitions=4, checkpoint=checkpoint)
    assert 0 < len(read) < 6
    assert resumed.to_dict() == whole.to_dict()
    assert [one.code for one in resumed.warnings] == ["source-skipped"]


def test_segments_are_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "orders-0"
    folder.mkdir(parents=True)
    shutil.copy(FILES / "segment-lz4.log", folder / f"{0:020}.log")
    whole = ka.analyze(folder, [4])
    with monkeypatch.context() as patched:
        interrupted_after(patched, 0)
        ka.analyze(folder, [4], checkpoint=tmp_path / "checkpoint")
    assert ka.analyze(folder, [4], checkpoint=tmp_path / "checkpoint").to_dict() == whole.to_dict()


def test_a_checkpoint_of_other_files_or_settings_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, checkpoint = tmp_path / "orders.csv", tmp_path / "checkpoint"
    SOURCES["orders.csv"](records(1000), path)
    with monkeypatch.context() as patched:
        interrupted_after(patched, 0)
        ka.analyze(path, [4], checkpoint=checkpoint)
    with pytest.raises(ka.StateError, match="created with different settings"):
        ka.analyze(path, [5], checkpoint=checkpoint)
    with pytest.raises(ka.StateError, match="read with different options"):
        ka.analyze(path, [4], key="partition", checkpoint=checkpoint)
    with path.open("a") as file:
        file.write("1,a,2,b\n")
    with pytest.raises(ka.StateError, match="files modified since"):
        ka.analyze(path, [4], checkpoint=checkpoint)
    checkpoint.write_bytes(b"{}\n")
    with pytest.raises(ka.StateError, match="not a checkpoint"):
        ka.analyze(path, [4], checkpoint=checkpoint)
    checkpoint.write_bytes(b'{"format": "kafka-architect checkpoint 1", "next_stripe": 0}\n')
    with pytest.raises(ka.StateError, match="a different kind of source"):
        ka.analyze(path, [4], checkpoint=checkpoint)


def test_checkpoint_and_state_are_two_files_and_no_input(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    SOURCES["orders.csv"](records(100), path)
    with pytest.raises(ka.InputError, match="both the checkpoint and the state"):
        ka.analyze(path, checkpoint=tmp_path / "s.ka", save=tmp_path / "s.ka")
    with pytest.raises(ka.InputError):
        ka.analyze(path, checkpoint=path)
    with pytest.raises(ka.SourceError):
        ka.analyze(path, checkpoint=tmp_path / "missing" / "checkpoint")


def test_what_cannot_be_saved_meanwhile_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    SOURCES["orders.csv"](records(100), path)
    checkpoint = SourcesCheckpoint(tmp_path / "checkpoint", source_files([path]), SourceOptions())
    done = source_pass.SourcesPass([_core.Distribution("murmur2", [4], [], 0)])
    checkpoint.begin(done)
    (tmp_path / "checkpoint").unlink()
    (tmp_path / "checkpoint").mkdir()
    for _ in range(2):
        checkpoint.save(done, 0, b"", 0)
    assert len(checkpoint.failures) == 1


# More keys than the summary holds, so that the first pass knows bounds only.
MANY = [f"user-{i}" for i in np.random.default_rng(3).zipf(1.05, 120_000) % 60_000]


@pytest.mark.parametrize("name", SOURCES)
def test_hot_keys_are_counted_exactly(tmp_path: Path, name: str) -> None:
    made = records(10)
    made.keys[:] = MANY
    made.partitions[:] = [i % 4 for i in range(len(MANY))]
    made.sizes[:] = [100] * len(MANY)
    path = tmp_path / name
    SOURCES[name](made, path)
    bounded = ka.analyze(path, [4])
    exact = ka.analyze(path, [4], exact=True)
    counted = Counter(MANY)
    assert [(key.key, key.count) for key in exact.heavy_hitters[:5]] == counted.most_common(5)
    assert all(key.count == counted[key.key] and key.lower == key.upper for key in exact.heavy_hitters)
    assert any(key.lower < key.upper for key in bounded.heavy_hitters)
    assert exact.records == bounded.records


def test_counted_rows_are_counted_exactly(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    rows = [(f"user-{i}", 1 + i % 7) for i in range(40_000)] + [("hot", 5000), ("hot", 1)]
    path.write_text("key,n\n" + "".join(f"{key},{number}\n" for key, number in rows))
    exact = ka.analyze(path, [4], count_field="n", exact=True)
    assert (exact.heavy_hitters[0].key, exact.heavy_hitters[0].count) == ("hot", 5001)


def test_a_file_that_changes_between_the_passes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys.csv"
    path.write_text("key,n\n" + "".join(f"{key},1\n" for key in MANY))
    from kafka_architect.analysis import exact_sources

    counting = source_pass.read_sources

    def grown(*arguments: Any, **options: Any) -> Any:
        with path.open("a") as file:
            file.write("hot,1\n" * 500)
        return counting(*arguments, **options)

    monkeypatch.setattr(exact_sources, "read_sources", grown)
    with pytest.raises(ka.MalformedSourceError, match="between the two passes"):
        ka.analyze(path, [4], exact=True)


def test_progress_is_in_bytes_of_the_sources(tmp_path: Path) -> None:
    for name, write in SOURCES.items():
        path = tmp_path / name
        write(records(3000), path)
        seen: list[tuple[int, int]] = []
        ka.analyze(path, [4], key="key" if name in {"orders.csv"} else None,
                   on_progress=lambda done, total, seen=seen: seen.append((done, total)))  # type: ignore[misc]  # fmt: skip
        assert {total for _, total in seen} == {path.stat().st_size}
        assert all(0 <= done <= total for done, total in seen)


def test_exact_counters_count_lines_arrays_and_weights() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    analyzer.update(["a", "b", "c", None])
    held = analyzer._state.snapshot(10)["heavy"][0]
    prints = np.sort(np.array([key[0] for key in held], dtype=np.uint64))
    name = {key[0]: key[1].decode() for key in held}
    one, other = _core.ExactCounter(prints), _core.ExactCounter(prints)
    one.update(["a", "a", None, "b", "zzz"])
    other.update(np.array([b"c", b"a"]), counts=[5, 7])
    counter = BatchCounter([one], with_partitions=False)  # type: ignore[list-item]  # counts as a state does
    counter.add(KeyLines(b"b\nb\nc", LineLayout()))
    assert counter.finish() == 0
    one.merge(other)
    found = {name[int(key)]: int(number) for key, number in zip(prints, one.counts(), strict=True)}
    assert found == {"a": 9, "b": 3, "c": 6}
    assert one.records == 5 + 12 + 3
    with pytest.raises(ka.InputError, match="ascend"):
        _core.ExactCounter(prints[::-1].copy())
    with pytest.raises(ka.InputError, match="other keys"):
        one.merge(_core.ExactCounter(prints[:1]))
    with pytest.raises(ka.InputError, match="counts has 1 entries for 2 keys"):
        one.update(["a", "b"], counts=[1])
