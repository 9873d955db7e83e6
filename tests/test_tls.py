"""The doctor's look at the certificate of the address that people open."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kartei.web import tls


def certificate(folder: Path, name: str, days: int) -> Path:
    """A certificate that signs itself, and its key, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    words = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "server.pem"
    path.write_bytes(words + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def serving(path: Path, *, old: bool) -> Iterator[int]:
    """The port of a server that shakes hands and hangs up."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    if old:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with pytest.warns(DeprecationWarning, match="TLSv1 is deprecated"):
            context.minimum_version = ssl.TLSVersion.TLSv1
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with suppress(OSError):
            while True:
                line = listener.accept()[0]
                with suppress(OSError), line, context.wrap_socket(line, server_side=True) as talk:
                    talk.recv(1)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(60)


@pytest.mark.parametrize(
    ("name", "days", "old", "fine", "words"),
    [
        ("localhost", 60, False, [True, True], "ends in 60 days"),
        ("localhost", 5, False, [False, True], "ends in 5 days"),
        ("localhost", 60, True, [True, False], "still speaks TLS 1.0 or 1.1"),
        ("localhost", -3, False, [False], "certificate has expired"),
        ("crm.example", 60, False, [False], "Hostname mismatch"),
    ],
)
def test_certificate_and_protocol_are_looked_at(
    tmp_path: Path, name: str, days: int, old: bool, fine: list[bool], words: str
) -> None:
    """S0-132: valid, for this name, not near its end, and no forbidden version of TLS."""
    path = certificate(tmp_path, name, days)
    trust = ssl.create_default_context(cafile=str(path))
    with serving(path, old=old) as port:
        seen = tls.look(f"https://localhost:{port}", trust)
    assert [one.fine for one in seen] == fine
    assert words in " ".join(one.text for one in seen)
    assert all(one.cure for one in seen if not one.fine)


def test_a_certificate_that_nobody_believes_is_told(tmp_path: Path) -> None:
    with serving(certificate(tmp_path, "localhost", 60), old=False) as port:
        seen = tls.look(f"https://localhost:{port}")
    assert [one.fine for one in seen] == [False]
    assert "self-signed certificate" in seen[0].text
    assert "store" in seen[0].cure


def test_what_cannot_be_reached_or_has_no_tls_is_no_fault() -> None:
    """A machine behind a router may not see its own public address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    seen = tls.look(f"https://127.0.0.1:{port}")
    assert [one.fine for one in seen] == [True]
    assert "cannot be looked at" in seen[0].text
    assert tls.look("http://localhost:8000") == tls.look("") == []
