"""The short round of proofs chooses by what changed, and says what a machine lacks."""

from __future__ import annotations

import pytest

from tools.proofs import lacking
from tools.proofs.short_round import PROOFS, touches


@pytest.mark.parametrize(
    ("path", "proofs"),
    [
        ("cpp/src/simd/kernels_avx2.cpp", ["tiers", "sanitizers", "fuzzers"]),
        ("cpp/src/keys/text_file.cpp", ["sanitizers", "fuzzers"]),
        ("cpp/bindings/key_stream.cpp", ["sanitizers"]),
        ("cpp/fuzz/fuzz_kernels.cpp", ["fuzzers"]),
        ("cpp/tests/tiers/checks.cpp", ["tiers"]),
        ("CMakeLists.txt", ["tiers", "sanitizers", "fuzzers"]),
        ("cpp/src/sizing/load.cpp", []),
        ("python/kafka_architect/cli/main.py", []),
    ],
)
def test_a_change_asks_for_the_proofs_that_are_about_it(path: str, proofs: list[str]) -> None:
    assert [proof.name for proof in PROOFS if touches([path], proof)] == proofs


def test_what_is_missing_is_named_with_the_package_that_brings_it() -> None:
    needs = [lacking.Need("no-such-program", "some-package"), lacking.Need("/", "another")]
    missing = lacking.lacking(needs)
    assert missing == needs[:1]
    assert lacking.sentence(missing) == (
        "no-such-program not found (Debian, Ubuntu: apt-get install some-package)"
    )


@pytest.mark.parametrize(("forbidden", "code"), [(False, 0), (True, 1)])
def test_what_is_left_out_fails_where_that_is_forbidden(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], forbidden: bool, code: int
) -> None:
    monkeypatch.setattr(lacking, "FORBIDDEN", forbidden)
    assert lacking.skip("fuzzers", "no compiler") == code
    printed = capsys.readouterr().out
    assert "fuzzers: left out: no compiler" in printed
    assert ("FAILED" in printed) == forbidden
