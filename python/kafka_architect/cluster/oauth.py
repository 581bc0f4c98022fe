"""Tokens for SASL OAUTHBEARER: from a token endpoint (client_credentials), or signed for Amazon MSK."""

from __future__ import annotations

import base64
import json
import os
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.secret import Secret
from kafka_architect.errors import (
    AuthenticationError,
    ClusterTimeoutError,
    ClusterUnreachableError,
    InputError,
)
from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from kafka_architect.cluster.client_settings import SaslSettings

_MSK_REGION = re.compile(r"\.(?:kafka|kafka-serverless)\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\.?$")
_MOST_ANSWER_BYTES = 1024 * 1024
# A token is taken again while a fifth of its life is left.
_USED_SHARE = 0.8


class Tokens:
    """Gives tokens, and makes a new one before the last one expires; for several threads."""

    def __init__(self, sasl: SaslSettings, host: str, timeout_s: float) -> None:
        self._sasl = sasl
        self._host = host
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._token = Secret("")
        self._until = 0.0

    def token(self) -> Secret:
        """A token that is still valid.

        Raises:
            ClusterUnreachableError, ClusterTimeoutError: The token endpoint cannot be asked.
            AuthenticationError: It gives no token.
        """
        with self._lock:
            if not self._token or time.monotonic() >= self._until:
                self._token, life_s = self._made()
                self._until = time.monotonic() + _USED_SHARE * life_s
            return self._token

    def _made(self) -> tuple[Secret, float]:
        if self._sasl.mechanism == "AWS_MSK_IAM":
            return _msk_token(self._host)
        return _requested(self._sasl, self._timeout_s)


def _requested(sasl: SaslSettings, timeout_s: float) -> tuple[Secret, float]:
    """RFC 6749, section 4.4."""
    form = {"grant_type": "client_credentials"} | ({"scope": sasl.scope} if sasl.scope else {})
    login = base64.b64encode(f"{sasl.client_id}:{sasl.client_secret.revealed()}".encode()).decode()
    headers = {
        "Authorization": f"Basic {login}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    request = urllib.request.Request(  # noqa: S310 - http or https, as it was checked
        sasl.token_url, urllib.parse.urlencode(form).encode(), headers
    )
    where = sasl.token_url.split("?")[0]
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:  # noqa: S310
            content = answer.read(_MOST_ANSWER_BYTES)
    except urllib.error.HTTPError as error:
        raise AuthenticationError(
            f"{where}: the token endpoint refuses the client {sasl.client_id!r} (HTTP {error.code}): check "
            "client id, secret and scope"
        ) from None  # what it sends back may repeat the request
    except TimeoutError as error:
        raise ClusterTimeoutError(f"{where}: the token endpoint did not answer in {timeout_s:g} s") from error
    except OSError as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise ClusterTimeoutError(
                f"{where}: the token endpoint did not answer in {timeout_s:g} s"
            ) from error
        raise ClusterUnreachableError(f"{where}: the token endpoint cannot be reached: {reason}") from error
    return _from_answer(content, where)


def _from_answer(content: bytes, where: str) -> tuple[Secret, float]:
    try:
        document: Any = json.loads(content)
        token = document["access_token"]
        life_s = float(document.get("expires_in", 0))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise AuthenticationError(
            f"{where}: the token endpoint answered without an access_token: is it the endpoint for tokens "
            "(.../token), and does it allow the grant client_credentials?"
        ) from None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise AuthenticationError(f"{where}: the access_token is not a token")
    return Secret(token), life_s


def _msk_token(host: str) -> tuple[Secret, float]:
    signer: Any = optional_module(
        "aws_msk_iam_sasl_signer", "SASL AWS_MSK_IAM", "aws-msk-iam-sasl-signer-python"
    )
    found = _MSK_REGION.search(host.lower())
    region = found[1] if found else os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if not region:
        raise InputError(f"SASL AWS_MSK_IAM: {host} does not name a region: set AWS_REGION")
    try:
        token, expires_ms = signer.MSKAuthTokenProvider.generate_auth_token(region)
    except Exception as error:
        raise AuthenticationError(
            f"SASL AWS_MSK_IAM: no token could be signed for {region} ({error}): check the AWS credentials "
            "(aws sts get-caller-identity)"
        ) from error
    return Secret(token), max(0.0, expires_ms / 1000 - time.time())
