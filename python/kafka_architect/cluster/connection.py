"""One broker: a blocking connection with a time-out for every call, and errors that say what to do.

kafka-python has the messages and the SASL mechanisms. Its own connections hand out bytes 4 KiB at a time and
try again for ever where a login is refused; these read a frame into one buffer and fail at once.
"""

from __future__ import annotations

import socket
import ssl
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Self

from kafka_architect.cluster.faults import SASL_AUTHENTICATION_FAILED, kafka_module, refusal
from kafka_architect.cluster.login import kafka_python_login
from kafka_architect.cluster.tls import tls_context
from kafka_architect.errors import (
    AuthenticationError,
    CertificateError,
    ClusterError,
    ClusterTimeoutError,
    ClusterUnreachableError,
    KafkaArchitectError,
    MechanismError,
    UnsupportedByClusterError,
)

if TYPE_CHECKING:
    from kafka_architect.cluster.client_settings import Address, ClientSettings

# Far above fetch.max.bytes; a larger frame is no answer of a broker.
MOST_FRAME_BYTES: Final = 1 << 30
_API_VERSIONS, _UNSUPPORTED = 18, 35
_TLS_ALERT = 0x15
# A session is left when so much of its life is over (KIP-368).
_SESSION_SHARE = 0.85
_RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024


class Connector:
    """Makes connections with the same settings; for several threads."""

    def __init__(self, settings: ClientSettings) -> None:
        self.settings = settings
        self._context = None if settings.tls is None else tls_context(settings.tls)
        self.login = kafka_python_login(settings)

    @property
    def context(self) -> ssl.SSLContext | None:
        """What connections are encrypted with."""
        return self._context

    def connect(self, address: Address) -> BrokerConnection:
        """A connection that may be used: encrypted and logged in.

        Raises:
            ClusterUnreachableError: Nobody listens there.
            CertificateError: TLS fails.
            AuthenticationError, MechanismError: The login fails.
            ClusterTimeoutError: It takes too long.
        """
        connection = BrokerConnection(self, address)
        try:
            connection.open()
        except BaseException:
            connection.close()
            raise
        return connection

    def bootstrap(self) -> BrokerConnection:
        """A connection to the first of the bootstrap brokers that is there.

        Raises:
            ClusterError: None is; a refused login or certificate is told at once.
        """
        failures: list[ClusterError] = []
        for address in self.settings.bootstrap:
            try:
                return self.connect(address)
            except (CertificateError, AuthenticationError):
                raise
            except (ClusterUnreachableError, ClusterTimeoutError) as error:
                failures.append(error)
        if len(failures) == 1:
            raise failures[0]
        raise ClusterUnreachableError("no broker can be reached: " + "; ".join(map(str, failures)))


class BrokerConnection:
    """A connection to one broker; for one thread, except for `shut_down`.

    Attributes:
        address: Where it is.
        received_bytes: What the broker has sent.
    """

    def __init__(self, connector: Connector, address: Address) -> None:
        self.address = address
        self.received_bytes = 0
        self._connector = connector
        self._settings = connector.settings
        self._socket: socket.socket | None = None
        self._correlation = 0
        self._versions: dict[int, tuple[int, int]] = {}
        self._session_ends = float("inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_old(self) -> bool:
        """Whether the session of this login is about to end, and another connection is better."""
        return time.monotonic() > self._session_ends

    @property
    def is_closed(self) -> bool:
        """Whether it was closed, here or by an error."""
        return self._socket is None

    def open(self) -> None:
        """Connect, encrypt, ask for versions, log in."""
        deadline = time.monotonic() + self._settings.timeout_s
        self._socket = self._connected()
        if self._connector.context is not None:
            self._socket = self._encrypted(self._socket, self._connector.context)
        self._ask_versions(deadline)
        if self._settings.sasl is not None:
            self._log_in(self._settings.sasl.mechanism)

    def close(self) -> None:
        """End the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def shut_down(self) -> None:
        """Wake a thread that waits for an answer, which then fails; from any thread."""
        connection = self._socket
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def version_of(self, request: Any, most: int = 1000) -> int:
        """The newest version of a request that broker, kafka-python and `most` know.

        Raises:
            UnsupportedByClusterError: There is none.
        """
        lowest, highest = self._versions.get(request.API_KEY, (0, -1))
        version = min(highest, int(request.max_version), most)
        if version < lowest:
            raise UnsupportedByClusterError(
                f"{self.address}: the broker does not support {request.name} in a version that this client "
                "knows"
            )
        return version

    def supports(self, request: Any, version: int) -> bool:
        """Whether the broker knows a version of a request."""
        lowest, highest = self._versions.get(request.API_KEY, (0, -1))
        return bool(lowest <= version <= highest)

    def ask(self, request: Any, *, version: int | None = None, timeout_s: float | None = None) -> Any:
        """Send a request of kafka-python and wait for its answer.

        Raises:
            ClusterError: The connection breaks, the answer takes too long, or is not understood.
        """
        version = self.version_of(request) if version is None else version
        frame = self.answer(self.send(request, version), timeout_s)
        responses = kafka_module("kafka.protocol.api_header").ResponseClassRegistry
        response = responses._response_class_registry[request.API_KEY]
        try:
            return response.decode(frame, version=version, header=True)
        except Exception as error:
            raise self._malformed(f"an answer to {request.name} that cannot be decoded") from error

    def send(self, request: Any, version: int) -> int:
        """Send a request; returns what its answer is known by."""
        self._correlation = (self._correlation + 1) % 2**31
        request.API_VERSION = version
        request.with_header(correlation_id=self._correlation, client_id=self._settings.client_id)
        self._send(request.encode(framed=True, header=True))
        return self._correlation

    def answer(self, correlation: int, timeout_s: float | None = None) -> bytearray:
        """The next answer, without its length: correlation id, rest of the header, body."""
        frame = bytearray()
        size = self.answer_into(frame, correlation, timeout_s)
        del frame[size:]
        return frame

    def answer_into(self, frame: bytearray, correlation: int, timeout_s: float | None = None) -> int:
        """Read the next answer into a buffer, which grows where it must; returns the answer's bytes.

        Args:
            frame: Where to.
            correlation: What `send` returned.
            timeout_s: How long the broker may send nothing.
        """
        wait = self._settings.timeout_s if timeout_s is None else timeout_s
        head = bytearray(4)
        self._read(memoryview(head), wait)
        if head[0] == _TLS_ALERT and self._connector.context is None:
            raise MechanismError(
                f"{self.address}: this listener uses TLS and the client does not: set "
                "security.protocol=SSL or SASL_SSL, or use a PLAINTEXT listener's port"
            )
        (size,) = struct.unpack(">i", head)
        if not 4 <= size <= MOST_FRAME_BYTES:
            raise self._malformed(f"an answer of {size:,} bytes")
        if len(frame) < size:
            frame.extend(bytes(size - len(frame)))
        view = memoryview(frame)
        try:
            self._read(view[:size], wait)
        finally:
            view.release()
        (found,) = struct.unpack_from(">i", frame)
        if found != correlation:
            raise self._malformed("an answer to another request")
        return int(size)

    def _malformed(self, what: str) -> ClusterError:
        self.close()
        return ClusterError(f"{self.address}: sent {what}: is this the port of a Kafka broker?")

    def _connected(self) -> socket.socket:
        address = self.address
        try:
            connection = socket.create_connection((address.host, address.port), self._settings.timeout_s)
        except TimeoutError as error:
            raise ClusterTimeoutError(
                f"{address}: no connection in {self._settings.timeout_s:g} s: is a firewall or security "
                "group in between, or does the address belong to another network?"
            ) from error
        except socket.gaierror as error:
            raise ClusterUnreachableError(
                f"{address}: the host name cannot be resolved ({error.strerror}): brokers advertise names "
                "(advertised.listeners) that every client must be able to resolve"
            ) from error
        except OSError as error:
            raise ClusterUnreachableError(
                f"{address}: cannot connect ({error.strerror or error}): is the broker running, and is "
                "this the listener's host and port?"
            ) from error
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
        return connection

    def _encrypted(self, plain: socket.socket, context: ssl.SSLContext) -> socket.socket:
        try:
            return context.wrap_socket(plain, server_hostname=self.address.host)
        except ssl.SSLCertVerificationError as error:
            raise CertificateError(_untrusted(self.address, error)) from error
        except TimeoutError as error:
            raise ClusterTimeoutError(
                f"{self.address}: no TLS handshake in {self._settings.timeout_s:g} s: does the listener "
                "use TLS?"
            ) from error
        except (ssl.SSLError, OSError) as error:
            reason = getattr(error, "reason", None) or error
            raise CertificateError(
                f"{self.address}: TLS handshake failed ({reason}): does this listener use TLS "
                "(security.protocol), and does it require a client certificate (ssl.keystore.location)?"
            ) from error

    def _ask_versions(self, deadline: float) -> None:
        request_class = kafka_module("kafka.protocol.metadata").ApiVersionsRequest
        known = int(request_class.max_version)
        for version in (min(3, known), 0):
            request = request_class(
                client_software_name="kafka-architect", client_software_version="1", version=version
            )
            try:
                found = self.ask(request, version=version, timeout_s=max(0.1, deadline - time.monotonic()))
            except ClusterTimeoutError as error:
                raise ClusterTimeoutError(
                    f"{self.address}: accepted the connection and did not answer in "
                    f"{self._settings.timeout_s:g} s: is this a broker's port, and does the listener use TLS "
                    "(security.protocol)?"
                ) from error
            if found.error_code == _UNSUPPORTED and version:
                continue
            if found.error_code:
                raise refusal(found.error_code, str(self.address), self._settings)
            self._versions = {key.api_key: (key.min_version, key.max_version) for key in found.api_keys}
            return

    def _log_in(self, mechanism: str) -> None:
        sasl = kafka_module("kafka.protocol.sasl")
        config = self._connector.login
        wire = config["sasl_mechanism"]
        try:
            shake = self.ask(sasl.SaslHandshakeRequest(mechanism=wire), version=1)
        except ClusterUnreachableError as error:
            raise MechanismError(
                f"{self.address}: the broker closed the connection when a login was offered: this listener "
                "does not use SASL; set security.protocol=PLAINTEXT or SSL, or use a SASL listener's port"
            ) from error
        if shake.error_code or wire not in shake.mechanisms:
            offered = ", ".join(shake.mechanisms)
            raise MechanismError(
                f"{self.address}: does not accept SASL mechanism {mechanism}; "
                + (f"it accepts {offered}: set sasl.mechanism" if offered else
                   "this listener does not use SASL: set security.protocol=PLAINTEXT or SSL")
            )  # fmt: skip
        exchange = kafka_module("kafka.net.sasl").get_sasl_mechanism(wire)(host=self.address.host, **config)
        session_ms = 0
        while not exchange.is_done():
            request = sasl.SaslAuthenticateRequest(auth_bytes=exchange.auth_bytes())
            answer = self.ask(request, version=self.version_of(request, most=1))
            if answer.error_code:
                if answer.error_code != SASL_AUTHENTICATION_FAILED:
                    raise refusal(answer.error_code, str(self.address), self._settings, answer.error_message)
                raise self._refused(mechanism, answer.error_message)
            try:
                exchange.receive(answer.auth_bytes)
            except KafkaArchitectError:
                raise
            except Exception as error:  # a wrong server signature, an answer that is none
                raise AuthenticationError(
                    f"{self.address}: the broker's part of SASL {mechanism} is wrong ({error})"
                ) from error
            session_ms = getattr(answer, "session_lifetime_ms", 0) or 0
        if not exchange.is_authenticated():
            raise self._refused(mechanism, None)
        if session_ms > 0:
            self._session_ends = time.monotonic() + _SESSION_SHARE * session_ms / 1000

    def _refused(self, mechanism: str, message: str | None) -> AuthenticationError:
        sasl = self._settings.sasl
        user = "" if sasl is None else sasl.username
        named = f" of user {user!r}" if user else ""
        cure = "user name and password" if user else "the token, its audience and scope"
        return AuthenticationError(
            f"{self.address}: SASL {mechanism} login{named} refused"
            f"{f' ({message})' if message else ''}: check {cure}"
        )

    def _send(self, frame: bytes) -> None:
        connection = self._usable()
        try:
            connection.settimeout(self._settings.timeout_s)
            connection.sendall(frame)
        except TimeoutError as error:
            raise self._timed_out(self._settings.timeout_s) from error
        except OSError as error:
            raise self._lost(error) from error

    def _read(self, view: memoryview, wait_s: float) -> None:
        connection = self._usable()
        at, size = 0, len(view)
        try:
            connection.settimeout(wait_s)
            while at < size:
                received = connection.recv_into(view[at:])
                if not received:
                    raise self._lost(None)
                at += received
                self.received_bytes += received
        except TimeoutError as error:
            raise self._timed_out(wait_s) from error
        except OSError as error:
            if isinstance(error, KafkaArchitectError):
                raise
            raise self._lost(error) from error

    def _usable(self) -> socket.socket:
        if self._socket is None:
            raise ClusterUnreachableError(f"{self.address}: the connection is closed")
        return self._socket

    def _timed_out(self, wait_s: float) -> ClusterTimeoutError:
        self.close()  # an answer that comes late would be taken for the next one's
        return ClusterTimeoutError(
            f"{self.address}: the broker did not answer in {wait_s:g} s: raise --timeout if it is busy"
        )

    def _lost(self, error: OSError | None) -> ClusterError:
        self.close()
        if isinstance(error, ssl.SSLError):
            reason = (error.reason or str(error)).lower().replace("_", " ")
            return CertificateError(
                f"{self.address}: the broker refused the TLS connection ({reason}): it may require a client "
                "certificate that it trusts (ssl.keystore.location, or ssl.certificate.location and "
                "ssl.key.location)"
            )
        detail = "" if error is None else f" ({error.strerror or error})"
        return ClusterUnreachableError(
            f"{self.address}: the broker closed the connection{detail}: it was stopped, or the listener "
            "expects another security.protocol (TLS or a SASL login)"
        )


def _untrusted(address: Address, error: ssl.SSLCertVerificationError) -> str:
    said = error.verify_message
    if "ostname mismatch" in said or "IP address mismatch" in said:
        return (
            f"{address}: the broker's certificate is of another host ({said}): connect by the name in the "
            "certificate, or have it issued for this one; ssl.endpoint.identification.algorithm= (empty) "
            "turns the check off"
        )
    if "expired" in said:
        return f"{address}: the broker's certificate has expired: renew it on the broker"
    return (
        f"{address}: the broker's certificate is not trusted ({said}): give the certificate of its "
        "authority as ssl.truststore.location or ssl.ca.location"
    )
