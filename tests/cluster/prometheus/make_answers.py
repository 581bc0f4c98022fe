"""Write answers.json: what a real Prometheus answers to what the program asks of `made_metrics`.

    python -m tests.cluster.prometheus.make_answers

Needs prometheus and promtool on PATH (Debian: prometheus). The file names the version.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kafka_architect.errors import InputError, SourceError
from kafka_architect.sizing.measured.http_access import HttpAccess, http_access
from kafka_architect.sizing.measured.prometheus import MetricsQuery, PrometheusServer

from .made_metrics import END_S, openmetrics
from .stand_in import ANSWERS, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.measured.http_access import Answer

PORT = 19_090
ASKED = [
    *(
        MetricsQuery(window_s=window, match=f'job="{job}"')
        for job in ("strimzi", "msk", "rates", "kminion", "kafka_exporter", "nobody")
        for window in ((93_600.0, 43_200.0) if job == "strimzi" else (43_200.0,))
    ),
    MetricsQuery(window_s=43_200.0),
    MetricsQuery(window_s=43_200.0, match='job="strimzi'),
]


class _Recording(HttpAccess):
    answers: ClassVar[dict[str, dict[str, Any]]] = {}

    def get(self, path: str = "", parameters: Mapping[str, str] | None = None) -> Answer:
        answer = super().get(path, parameters)
        kept = {"status": answer.status, "type": answer.content_type, "body": json.loads(answer.body)}
        self.answers[key_of(path, parameters or {})] = kept
        return answer


def main() -> None:
    """Fill a server, ask it, write what it answered."""
    version = subprocess.run(["prometheus", "--version"], check=True, capture_output=True, text=True)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "metrics.txt").write_text(openmetrics())
        (Path(folder) / "prometheus.yml").write_text("{}\n")
        subprocess.run(
            ["promtool", "tsdb", "create-blocks-from", "openmetrics", "metrics.txt", "data"],
            cwd=folder, check=True,
        )  # fmt: skip
        server = subprocess.Popen(
            [
                "prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
                "--storage.tsdb.retention.time=100y", f"--web.listen-address=127.0.0.1:{PORT}",
            ],
            cwd=folder,
        )  # fmt: skip
        try:
            _ask(http_access(f"http://127.0.0.1:{PORT}"))
        finally:
            server.terminate()
            server.wait(30)
    document = {"server": version.stdout.splitlines()[0], "answers": dict(sorted(_Recording.answers.items()))}
    ANSWERS.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n")


def _ask(access: HttpAccess) -> None:
    for _ in range(100):
        with suppress(SourceError):
            if access.get("/-/ready").status == 200:
                break
        time.sleep(0.1)
    recording = PrometheusServer(_Recording(access.address))
    recording.answers()
    for query in ASKED:
        try:
            for topic, rates in recording.rates(query, now_s=END_S).topics.items():
                sys.stdout.write(f"{query.match} {topic} {rates}\n")
        except (InputError, SourceError) as error:
            sys.stdout.write(f"{query.match}: {error}\n")


if __name__ == "__main__":
    main()
