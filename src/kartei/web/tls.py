"""Whether the address that people open is well encrypted, seen from outside: for ``kartei doctor``.

Only somebody who asks for it makes this connection; the server itself reaches out to nobody.
"""

from __future__ import annotations

import socket
import ssl
import time
import warnings
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Seconds that a server may take to answer.
PATIENCE = 5
#: Certificates are renewed 30 days before their end; this near it somebody must look.
NEAR = 14


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing seen; cure says what to do when it is not fine."""

    fine: bool
    text: str
    cure: str = ""


def look(address: str, trust: ssl.SSLContext | None = None) -> list[Seen]:
    """What there is to say about an https address; nothing about others.

    trust: whose certificates are believed, by default those whom the system believes.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        return []
    host, port = parts.hostname, parts.port or 443
    try:
        days = days_left(host, port, trust or ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        return [Seen(False, f"certificate of {host}: {error.verify_message}", cure_of(error))]
    except OSError as error:
        why = error.strerror or str(error)
        return [Seen(True, f"advice: {host}:{port} cannot be looked at from here: {why}")]
    renew = "renew it; Caddy and certbot do that by themselves"
    old = speaks_old(host, port)
    return [
        Seen(days >= NEAR, f"the certificate of {host} fits and ends in {days} days", renew),
        Seen(
            not old,
            f"{host} {'still speaks' if old else 'does not speak'} TLS 1.0 or 1.1",
            "let the proxy speak TLS 1.2 and 1.3 alone (nginx: ssl_protocols)",
        ),
    ]


def days_left(host: str, port: int, trust: ssl.SSLContext) -> int:
    """Days until the end of a certificate that is valid and fits the name; OSError else."""
    with (
        socket.create_connection((host, port), PATIENCE) as line,
        trust.wrap_socket(line, server_hostname=host) as talk,
    ):
        found = talk.getpeercert() or {}
    end = ssl.cert_time_to_seconds(str(found["notAfter"]))
    return int((end - time.time()) // 86400)


def cure_of(error: ssl.SSLCertVerificationError) -> str:
    """What helps against a certificate that browsers refuse."""
    words = error.verify_message
    if "expired" in words:
        return "renew it"
    if "match" in words:
        return "get one for this name, or set KARTEI_ADDRESS to the name that it is for"
    return "get one that browsers believe; one of your own firm goes into this machine's store"


def speaks_old(host: str, port: int) -> bool:
    """Whether a server agrees to a version of TLS that is forbidden since RFC 8996."""
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is the point
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    try:
        with socket.create_connection((host, port), PATIENCE) as line, old.wrap_socket(line):
            return True
    except OSError:
        return False
