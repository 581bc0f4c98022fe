"""Access to an HTTP server of metrics: login and TLS as Prometheus' tools are told, time-outs, errors.

A file is the one of `promtool --http.config.file`: basic_auth, authorization, tls_config, http_headers.
Without one, PROMETHEUS_BEARER_TOKEN or PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD are taken. Neither
passwords nor tokens are in messages or in `repr`, and no redirect carries them to another address.

Source: https://prometheus.io/docs/prometheus/latest/configuration/promtool/
"""

from __future__ import annotations

import base64
import os
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlencode, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

import msgspec

from kafka_architect.documents import read_document
from kafka_architect.errors import InputError, SourceError
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

MOST_BYTES = 512 << 20
_WAIT_S = 30.0  # without any byte
_WHOLE_S = 150.0  # a server gives a query two minutes by default
_READ_BYTES = 1 << 20
_MOST_SECRET_BYTES = 1 << 16
_LOGIN = (
    "set PROMETHEUS_BEARER_TOKEN, or PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD, or name a file with "
    "basic_auth or authorization by --metrics-http-config"
)


class _BasicAuth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    username: str = ""
    password: str | None = None
    password_file: str | None = None


class _Authorization(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: str = "Bearer"
    credentials: str | None = None
    credentials_file: str | None = None


class _Tls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    insecure_skip_verify: bool = False


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    values: list[str] = []


class _HttpConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    basic_auth: _BasicAuth | None = None
    authorization: _Authorization | None = None
    tls_config: _Tls | None = None
    http_headers: dict[str, _Header] = {}


@dataclass(frozen=True)
class Answer:
    """What a server answered, errors included."""

    status: int
    content_type: str
    body: bytes = field(repr=False)


@short_repr
@dataclass(frozen=True)
class HttpAccess:
    """An address without its login, and what goes with each request to it."""

    address: str
    _headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    _tls: ssl.SSLContext | None = field(default=None, repr=False)

    def get(self, path: str = "", parameters: Mapping[str, str] | None = None) -> Answer:
        """Ask for the address itself, or for a path below it.

        Raises:
            SourceError: Nothing answers, in time, or the answer ends early.
            InputError: The answer is larger than `MOST_BYTES`.
        """
        url = self.address if not path else self.address.rstrip("/") + path
        url += "?" + urlencode(parameters) if parameters else ""
        request = Request(url, headers={"User-Agent": "kafka-architect", **self._headers})  # noqa: S310 - checked
        handlers = [_NoRedirect(), *([HTTPSHandler(context=self._tls)] if self._tls is not None else [])]
        until = time.monotonic() + _WHOLE_S
        try:
            try:
                opened = build_opener(*handlers).open(request, timeout=_WAIT_S)
            except HTTPError as error:
                opened = error  # it is an answer too
            with opened as answer:
                kind = answer.headers.get_content_type()
                return Answer(int(answer.status or 0), kind, self._read(answer, until))
        except TimeoutError as error:
            raise SourceError(0, f"{self.address}: no answer within {_WAIT_S:.0f} s") from error
        except (URLError, OSError, HTTPException) as error:
            raise SourceError(0, f"{self.address}: cannot read: {_reason(error)}") from error

    def text(self) -> str:
        """The address' own page.

        Raises:
            SourceError: As `get`; it answers with an error.
            InputError: As `get`.
        """
        answer = self.get()
        if answer.status != 200:
            raise SourceError(0, f"{self.address}: {status_text(answer.status)}")
        return answer.body.decode("utf-8", "replace")

    def _read(self, answer: object, until: float) -> bytes:
        parts, size = [], 0
        while part := answer.read(_READ_BYTES):  # type: ignore[attr-defined]
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                raise InputError(f"{self.address}: more than {MOST_BYTES:,} bytes")
            if time.monotonic() > until:
                raise SourceError(0, f"{self.address}: the answer takes longer than {_WHOLE_S:.0f} s")
        return b"".join(parts)


def status_text(status: int) -> str:
    """What an error of HTTP means here, and what to do."""
    if status == 401:
        return f"answers 401 Unauthorized: {_LOGIN}"
    if status == 403:
        return f"answers 403 Forbidden: this login may not query metrics; {_LOGIN}"
    if 300 <= status < 400:
        return f"answers {status}, a redirect, which is not followed with a login: give the final address"
    return f"answers HTTP status {status}"


def http_access(address: str, config: str | os.PathLike[str] | None = None) -> HttpAccess:
    """How to reach an address: http:// or https://, a login in it is taken out and used.

    Raises:
        SourceError: The file or one that it names cannot be read.
        InputError: The address or the file has a fault.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise InputError("--metrics: expected an address such as http://prometheus:9090")
    place = f"[{host}]" if ":" in host else quote(host, safe=".-_")
    shown = urlunsplit((parts.scheme, place + (f":{port}" if port else ""), parts.path, parts.query, ""))
    headers: dict[str, str] = {}
    tls: ssl.SSLContext | None = None
    if config is not None:
        headers, tls = _configured(config)
    elif parts.username is not None:
        headers["Authorization"] = _basic(unquote(parts.username), unquote(parts.password or ""))
    else:
        headers = _of_environment()
    return HttpAccess(shown, headers, tls)


def _of_environment() -> dict[str, str]:
    token, user = os.environ.get("PROMETHEUS_BEARER_TOKEN"), os.environ.get("PROMETHEUS_USERNAME")
    if token:
        return {"Authorization": f"Bearer {_one_line(token.strip(), 'PROMETHEUS_BEARER_TOKEN')}"}
    if user:
        return {"Authorization": _basic(user, os.environ.get("PROMETHEUS_PASSWORD", ""))}
    return {}


def _configured(path: str | os.PathLike[str]) -> tuple[dict[str, str], ssl.SSLContext | None]:
    import ssl

    document = read_document(path)
    config = document.convert(_HttpConfig)
    folder = Path(path).parent
    headers = {name: ", ".join(one.values) for name, one in config.http_headers.items()}
    for name, value in headers.items():
        _one_line(name + value, "http_headers")
    if config.basic_auth is not None and config.authorization is not None:
        document.refuse("basic_auth and authorization exclude each other", "authorization")
    if (basic := config.basic_auth) is not None:
        headers["Authorization"] = _basic(
            basic.username, _secret(basic.password, basic.password_file, folder)
        )
    if (other := config.authorization) is not None:
        secret = _one_line(_secret(other.credentials, other.credentials_file, folder), "authorization")
        headers["Authorization"] = f"{_one_line(other.type, 'authorization.type')} {secret}"
    if (tls := config.tls_config) is None:
        return headers, None
    try:
        context = ssl.create_default_context(cafile=_beside(tls.ca_file, folder))
        if tls.cert_file is not None:
            context.load_cert_chain(folder / tls.cert_file, _beside(tls.key_file, folder))
    except (OSError, ssl.SSLError) as error:
        raise SourceError(0, f"{document.where('tls_config')}: {_reason(error)}") from error
    if tls.insecure_skip_verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return headers, context


def _secret(value: str | None, file: str | None, folder: Path) -> str:
    if file is None:
        return value or ""
    try:
        with (folder / file).open("rb") as opened:
            return opened.read(_MOST_SECRET_BYTES).decode("utf-8", "replace").strip()
    except OSError as error:
        raise SourceError(error.errno or 0, f"{folder / file}: cannot read: {error.strerror}") from error


def _beside(file: str | None, folder: Path) -> str | None:
    return None if file is None else str(folder / file)


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _one_line(text: str, where: str) -> str:
    if not text.isprintable() or not text.isascii():
        raise InputError(
            f"{where}: not a valid value of an HTTP header (a line end or a character not in ASCII)"
        )
    return text


def _reason(error: BaseException) -> str:
    import ssl

    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return f"no answer within {_WAIT_S:.0f} s"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not trusted ({reason.verify_message}): name its CA by tls_config.ca_file in "
            "the file of --metrics-http-config"
        )
    return str(getattr(reason, "strerror", None) or reason)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow none: the login would go along, and what comes is often the page of a login."""
        return
