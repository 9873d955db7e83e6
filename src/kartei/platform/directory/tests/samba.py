"""Samba as a domain controller of an Active Directory, where its programs are installed.

It listens at the ports that such a controller has, of this machine alone; who wants to see it needs
to be root, and nobody else may listen there.
"""

from __future__ import annotations

import base64
import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kartei.platform.directory.tests.slapd import certificate, listening

BASE = "DC=okna,DC=example"
ADMIN = "administrator@okna.example"
PASSWORD = "Geheim-Admin-1"
PORT = 389
_PARTS = ("/usr/share/samba/setup", "/usr/lib/x86_64-linux-gnu/samba/vfs/acl_xattr.so")
PEOPLE = """\
dn: OU=Sales,{base}
objectClass: organizationalUnit

dn: OU=Berlin,OU=Sales,{base}
objectClass: organizationalUnit

dn: CN=Anna,OU=Berlin,OU=Sales,{base}
objectClass: user
sAMAccountName: Anna
userPrincipalName: a.eremina@okna.example
displayName: Anna Eremina
mail: anna@okna.example
title: Manager
unicodePwd:: {password}
userAccountControl: 512

dn: CN=Bert (Sales),OU=Sales,{base}
objectClass: user
sAMAccountName: bert
displayName: Bert
unicodePwd:: {password}
userAccountControl: 512

dn: CN=Team,{base}
objectClass: group
sAMAccountName: Team
member: CN=Anna,OU=Berlin,OU=Sales,{base}

dn: CN=CRM,{base}
objectClass: group
sAMAccountName: CRM
member: CN=Team,{base}
member: CN=Bert (Sales),OU=Sales,{base}
"""


def missing() -> str:
    """Why it cannot be started here; empty where it can."""
    if shutil.which("samba") is None or not all(Path(part).exists() for part in _PARTS):
        return "needs samba, samba-ad-provision, samba-dsdb-modules and samba-vfs-modules"
    if shutil.which("ldapmodify") is None:
        return "needs ldap-utils"
    if os.geteuid() != 0:
        return "needs root: a domain controller has ports below 1024"
    with suppress(OSError), socket.create_connection(("127.0.0.1", PORT), 1):
        return "somebody else is a directory here"
    return ""


def quoted(password: str) -> str:
    """A password as Active Directory takes it (MS-ADTS 3.1.1.3.1.5)."""
    return base64.b64encode(f'"{password}"'.encode("utf-16-le")).decode()


def change(folder: Path, ldif: str, *more: str) -> None:
    """Change entries as the domain's administrator does."""
    words = ["ldapmodify", "-ZZ", "-x", "-H", "ldap://127.0.0.1", "-D", ADMIN, "-w", PASSWORD]
    text = ldif.format(base=BASE, password=quoted("Geheim-Wort-1"))
    env = {**os.environ, "LDAPTLS_CACERT": f"{folder}/server.crt"}
    done = subprocess.run(
        [*words, *more], input=text.encode(), capture_output=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@contextmanager
def running() -> Iterator[Path]:
    """The domain with its people; the folder that holds server.crt.

    Runs of the tests beside each other take turns: there is but one port 389.
    """
    folder = Path(tempfile.mkdtemp(prefix="kartei-samba-"))
    turn = (Path(tempfile.gettempdir()) / "kartei-samba.lock").open("w")
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        provision(folder)
        certificate(folder)
        (folder / "server.key").chmod(0o600)
        words = ["samba", "-i", "-M", "single", "-s", f"{folder}/etc/smb.conf"]
        for option in (
            "server services = ldap", "interfaces = lo", "bind interfaces only = yes",
            f"tls keyfile = {folder}/server.key", f"tls certfile = {folder}/server.crt",
            f"tls cafile = {folder}/server.crt", f"pid directory = {folder}",
        ):  # fmt: skip
            words += ["--option", option]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
        try:
            listening(PORT)
            change(folder, PEOPLE, "-a")
            yield folder
        finally:
            server.terminate()
            server.communicate()
    finally:
        turn.close()
        shutil.rmtree(folder, ignore_errors=True)


def provision(folder: Path) -> None:
    """A new domain in a folder of its own."""
    words = ["samba-tool", "domain", "provision", "--realm=OKNA.EXAMPLE", "--domain=OKNA"]
    words += ["--server-role=dc", "--dns-backend=SAMBA_INTERNAL", f"--adminpass={PASSWORD}"]
    words += [f"--targetdir={folder}", "--host-name=dc1", "--host-ip=127.0.0.1"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
