"""Asking a provider: one question, some seconds, a bounded answer in JSON, no detours."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from django.db import connection
from django.utils.translation import gettext_lazy as _

#: Seconds of silence, and seconds that one question may take in all.
PATIENCE, WHOLE = 5, 8.0
ROOM = 1024 * 1024
#: Sign-ons that may wait for providers at the same time in one process.
TOGETHER = 16
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_places = threading.BoundedSemaphore(TOGETHER)


class Away(Exception):
    """The provider cannot be asked now; the text says why, for an administrator."""


class Busy(Away):
    """Too many people wait already; the provider itself may be well."""


class Unanswered(Exception):
    """It answers, but not as it should; the text says what is wrong.

    code: the provider's own word for it (RFC 6749 5.2), if it has one.
    """

    def __init__(self, words: str, code: str = "") -> None:
        super().__init__(words)
        self.code = code


def is_secret_way(address: str) -> bool:
    """Whether what is sent to an address stays secret: https, or this machine itself."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.fragment or port == 0:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def get(address: str, bearer: str = "") -> dict[str, Any]:
    """The JSON object at an address."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    return asked("GET", address, None, headers)


def post(address: str, form: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object that a form is answered with."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return asked("POST", address, urlencode(form).encode(), headers)


def asked(
    method: str, address: str, body: bytes | None, headers: Mapping[str, str]
) -> dict[str, Any]:
    """One question. Away: nobody answers; Unanswered: not with the object that was asked for."""
    if not is_secret_way(address):
        raise Unanswered(str(_("This address is not secret: %(address)s")) % {"address": address})
    status, data = exchanged(method, address, body, {**headers, "Accept": "application/json"})
    if status >= 500:
        raise Away(str(_("The provider answers with fault %(status)s")) % {"status": status})
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError:
        found = None
    if status != 200 or not isinstance(found, dict):
        why = found.get("error") if isinstance(found, dict) else ""
        words = _("The provider refuses: %(status)s %(why)s")
        code = str(why or "")[:100]
        raise Unanswered(str(words) % {"status": status, "why": code}, code)
    return found


def exchanged(
    method: str, address: str, body: bytes | None, headers: Mapping[str, str]
) -> tuple[int, bytes]:
    """(status, body) of an answer; a line that drips is cut when its time is over."""
    parts = urlsplit(address)
    line = line_to(parts.scheme, str(parts.hostname), parts.port)
    cut = threading.Timer(WHOLE, hang_up, [line])
    cut.daemon = True
    try:
        cut.start()
        line.connect()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line.request(method, path, body, dict(headers))
        answer = line.getresponse()
        data = answer.read(ROOM + 1)
    except ssl.SSLCertVerificationError as error:
        raise Away(str(_("The provider's certificate cannot be trusted"))) from error
    except (OSError, HTTPException) as error:
        raise Away(str(_("The provider does not answer"))) from error
    finally:
        cut.cancel()
        line.close()
    if len(data) > ROOM:
        raise Unanswered(str(_("The provider's answer is too long")))
    return answer.status, data


def line_to(scheme: str, host: str, port: int | None) -> HTTPConnection:
    """A connection that is not made yet."""
    if scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=PATIENCE, context=context)
    return HTTPConnection(host, port, timeout=PATIENCE)


def hang_up(line: HTTPConnection) -> None:
    """End a conversation from outside."""
    sock = line.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


@contextmanager
def turn() -> Iterator[None]:
    """One of the few places in the queue for slow providers; Busy where all are taken.

    The database's connection is given back meanwhile.
    """
    if not _places.acquire(timeout=0.5):
        raise Busy(str(_("Too many people wait for the provider")))
    try:
        if not connection.in_atomic_block:
            connection.close()
        yield
    finally:
        _places.release()
