"""OpenLDAP's server with a firm in it, where its programs are installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SLAPD = shutil.which("slapd", path="/usr/sbin:/usr/lib/openldap:/usr/libexec")
MODULES = Path("/usr/lib/ldap")
SCHEMAS = Path("/etc/ldap/schema")
READY = bool(SLAPD and shutil.which("ldapmodify")) and MODULES.is_dir() and SCHEMAS.is_dir()
PATIENCE = 60.0
BASE = "dc=okna,dc=example"
READER = f"cn=reader,{BASE}"
PASSWORD = "geheim 123"
CONFIG = """\
include {schemas}/core.schema
include {schemas}/cosine.schema
include {schemas}/inetorgperson.schema
include {schemas}/nis.schema
moduleload {modules}/back_mdb
moduleload {modules}/ppolicy
pidfile {folder}/pid
TLSCACertificateFile {folder}/server.crt
TLSCertificateFile {folder}/server.crt
TLSCertificateKeyFile {folder}/server.key
sizelimit size.soft=unlimited size.hard=unlimited size.prtotal=unlimited
database mdb
maxsize 104857600
suffix "{base}"
rootdn "{reader}"
rootpw "{password}"
directory {folder}/db
overlay ppolicy
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=nobody,{base}" none by * none
"""
PEOPLE = """\
dn: {base}
objectClass: dcObject
objectClass: organization
o: Okna
dc: okna

dn: ou=Люди,{base}
objectClass: organizationalUnit
ou: Люди

dn: ou=Sales,ou=Люди,{base}
objectClass: organizationalUnit
ou: Sales

dn: ou=Berlin,ou=Sales,ou=Люди,{base}
objectClass: organizationalUnit
ou: Berlin

dn: uid=anna,ou=Berlin,ou=Sales,ou=Люди,{base}
objectClass: inetOrgPerson
uid: Anna
cn: Анна Ерёмина
sn: Ерёмина
mail: anna@okna.example
telephoneNumber: +49 30 1234567
title: Менеджер
userPassword: Geheim-1

dn: uid=bert,ou=Sales,ou=Люди,{base}
objectClass: inetOrgPerson
uid: bert
cn: Bert Brück
sn: Brück
userPassword: Geheim-2

dn: cn=O\\2CBrien (*) \\\\,ou=Sales,ou=Люди,{base}
objectClass: inetOrgPerson
uid: o.brien
cn: O,Brien (*) \\
sn: O
userPassword: Geheim-3

dn: uid=guest,ou=Люди,{base}
objectClass: inetOrgPerson
uid: guest
cn: Guest
sn: Guest
userPassword: Geheim-4

dn: cn=Sales Team,{base}
objectClass: groupOfNames
cn: Sales Team
member: uid=anna,ou=Berlin,ou=Sales,ou=Люди,{base}
member: cn=O\\2CBrien (*) \\\\,ou=Sales,ou=Люди,{base}
member: cn=crm,{base}

dn: cn=crm,{base}
objectClass: groupOfNames
cn: crm
member: cn=Sales Team,{base}
member: uid=bert,ou=Sales,ou=Люди,{base}

dn: cn=chiefs,{base}
objectClass: posixGroup
cn: chiefs
gidNumber: 5000
memberUid: bert
"""


@dataclass(frozen=True)
class Slapd:
    """A running server: where it is, and the certificate to trust."""

    port: int
    ca: str

    def change(self, ldif: str) -> None:
        """Change entries as the server's administrator does."""
        words = ["ldapmodify", "-x", "-H", f"ldap://127.0.0.1:{self.port}", "-D", READER]
        subprocess.run(
            [*words, "-w", PASSWORD], input=ldif.format(base=BASE).encode(), check=True,
            capture_output=True,
        )  # fmt: skip


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path, host: str = "localhost", address: str = "127.0.0.1") -> str:
    """A key and a certificate for this host, signed by itself; the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "directory")])
    names = x509.SubjectAlternativeName(
        [x509.DNSName(host), *([x509.IPAddress(ip_address(address))] if address else [])]
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    (folder / "server.key").write_bytes(key.private_bytes(pem, form, plain))
    (folder / "server.crt").write_bytes(made.public_bytes(pem))
    return (folder / "server.crt").read_text(encoding="ascii")


@contextmanager
def running(host: str = "localhost", address: str = "127.0.0.1") -> Iterator[Slapd]:
    """The server with the firm in it; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kartei-slapd-"))
    try:
        ca = certificate(folder, host, address)
        (folder / "db").mkdir()
        values = {"folder": folder, "base": BASE, "reader": READER, "password": PASSWORD}
        text = CONFIG.format(schemas=SCHEMAS, modules=MODULES, **values)
        (folder / "slapd.conf").write_text(text, encoding="utf-8")
        made = Slapd(free_port(), ca)
        place = f"ldap://127.0.0.1:{made.port}"
        words = [str(SLAPD), "-f", f"{folder}/slapd.conf", "-h", place, "-d", "0"]
        server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            listening(made.port)
            fill(made)
            yield made
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(server: Slapd) -> None:
    """Put the firm in."""
    words = ["ldapadd", "-x", "-H", f"ldap://127.0.0.1:{server.port}", "-D", READER]
    done = subprocess.run(
        [*words, "-w", PASSWORD], input=PEOPLE.format(base=BASE).encode(), capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def listening(port: int) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("nothing listens")
