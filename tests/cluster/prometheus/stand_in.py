"""A server that answers as a real Prometheus did (`make_answers.py`), or as a test says."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ANSWERS = Path(__file__).parent / "answers.json"
Given = tuple[int, str, bytes]  # status, content type, body


def key_of(path: str, parameters: Mapping[str, str]) -> str:
    """What an answer is found by: times are left out, a day's queries are told apart by their length."""
    kept = {name: value for name, value in parameters.items() if name not in ("time", "start", "end")}
    return path + json.dumps(kept, sort_keys=True)


class StandIn:
    """What was asked of it, and where it is."""

    def __init__(self, answer: Callable[[str, Mapping[str, str], Mapping[str, str]], Given]) -> None:
        self.answer = answer
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.address = ""


@contextmanager
def stand_in(
    answer: Callable[[str, Mapping[str, str], Mapping[str, str]], Given] | None = None,
) -> Iterator[StandIn]:
    """A server on this machine; without `answer` it gives what Prometheus gave, else 404."""
    asked = StandIn(answer or _recorded())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            parameters = dict(parse_qsl(url.query, keep_blank_values=True))
            asked.asked.append((url.path, parameters, dict(self.headers)))
            status, kind, body = asked.answer(url.path, parameters, dict(self.headers))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if 300 <= status < 400:
                self.send_header("Location", "http://127.0.0.1:9/login")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    asked.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _recorded() -> Callable[[str, Mapping[str, str], Mapping[str, str]], Given]:
    answers = json.loads(ANSWERS.read_text())["answers"]

    def answer(path: str, parameters: Mapping[str, str], _: Mapping[str, str]) -> Given:
        kept = answers.get(key_of(path, parameters))
        if kept is None:
            return 404, "text/plain", b"404 page not found\n"
        return kept["status"], kept["type"], json.dumps(kept["body"]).encode()

    return answer
