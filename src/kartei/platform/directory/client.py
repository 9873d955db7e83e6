"""Asking a directory: one connection, every step within seconds, nothing trusted that it says.

The protocol is ldap3's. Ours are the limits: a directory that is away, slow, lying about its name,
or talking without end costs its asker some seconds and nobody else anything.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import ldap3
from django.utils.translation import gettext_lazy as _
from ldap3.core.exceptions import (
    LDAPException,
    LDAPInvalidFilterError,
    LDAPPasswordIsMandatoryError,
)
from ldap3.utils.conv import escape_filter_chars
from pyasn1.error import PyAsn1Error

from kartei.platform.access.vault import unsealed
from kartei.platform.directory.entries import Entry
from kartei.platform.directory.kinds import NONE, STARTTLS, TLS
from kartei.platform.directory.models import Server
from kartei.platform.kit.vault import VaultError

#: Seconds that a directory may keep silent at any step while somebody waits.
PATIENCE = 3
#: Seconds that all steps of a sign-in may take together.
WHOLE = 8.0
#: Bytes of all answers of a connection.
ROOM = 256 * 1024 * 1024
PAGE = 500
#: Results of RFC 4511 4.1.9 and its appendix A.
GOOD, TOO_MANY, NO_OBJECT, NO_RIGHTS, WRONG = 0, 4, 32, 50, 49

#: What a person reads before the words of the system; found in the words of ldap3.
_WORDS = (
    ("CERTIFICATE_VERIFY_FAILED", _("The directory's certificate cannot be trusted")),
    ("refused", _("Nothing answers at this server and port")),
    ("Name or service not known", _("There is no server of this name")),
    ("invalid server address", _("There is no server of this name")),
    ("timed out", _("The directory does not answer")),
    ("startTLS", _("No encrypted connection could be made")),
    ("ssl", _("No encrypted connection could be made")),
)


class Away(Exception):
    """The directory cannot be asked now; the text says why, for an administrator."""


class Unanswered(Exception):
    """It answers, but not this question: wrong password of ours, wrong base, a faulty filter."""


class _Named(ldap3.Tls):
    """TLS as the standard library makes it: trusted issuer, and the name that was asked for."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        self.context = context

    def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:
        """Called by ldap3, for TLS from the beginning and for StartTLS."""
        host = connection.server.host
        connection.socket = self.context.wrap_socket(connection.socket, server_hostname=host)


class _Bounded:
    """A socket that ends when its time is over or it has brought too much."""

    def __init__(self, inner: Any, end: float) -> None:
        self._inner, self._end, self._room = inner, end, ROOM

    def recv(self, size: int) -> bytes:
        """What has come; OSError beyond the limits."""
        if time.monotonic() > self._end:
            raise TimeoutError("timed out")
        data: bytes = self._inner.recv(size)
        self._room -= len(data)
        if self._room < 0:
            raise OSError("the answer is too long")
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class Talk:
    """A conversation with one server of a directory, as the account for reading or as somebody."""

    def __init__(self, server: Server, patience: int = 0, whole: float = 0) -> None:
        self.server = server
        self._patience = patience or PATIENCE
        self._end = time.monotonic() + (whole or WHOLE)
        self.host = ""
        self._line: Any = None

    def connect(self) -> None:
        """Reach the first of the servers that answers, without saying who asks."""
        hosts = self.server.host.split()
        faults: list[str] = []
        for host in hosts:
            try:
                self._line = self._reach(host, max(1, self._patience // len(hosts)))
            except Away as away:
                faults.append(str(away) if len(hosts) == 1 else f"{host}: {away}")
                continue
            self.host = host
            return
        raise Away("; ".join(faults))

    def secure(self) -> None:
        """Make the connection secret, where that is a step of its own."""
        with told(self._line):
            if self.server.tls == STARTTLS:
                self._line.start_tls()
            self._line.socket = _Bounded(self._line.socket, self._end)

    def bind(self) -> None:
        """Say who asks: the account for reading, or nobody where there is none."""
        server = self.server
        try:
            secret = unsealed(server.secret) if server.secret else ""
        except VaultError as error:
            words = _("The password cannot be decrypted: set it again")
            raise Unanswered(str(words)) from error
        if server.bind_dn and not secret:
            raise Unanswered(str(_("The account for reading has no password")))
        if not self.proves(server.bind_dn, secret):
            raise Unanswered(
                str(_("The directory refuses the account for reading: %(words)s"))
                % {"words": self.words()}
            )

    def proves(self, dn: str, password: str) -> bool:
        """Whether a password is that of an entry.

        A password is there: without one a directory answers every name well (RFC 4513 5.1.2).
        """
        if dn and not password:
            return False
        kind = ldap3.SIMPLE if dn else ldap3.ANONYMOUS
        with told(self._line):
            try:
                found = self._line.rebind(user=dn or None, password=password, authentication=kind)
            except LDAPPasswordIsMandatoryError:
                return False
        return bool(found) and self._line.result["result"] == GOOD

    def find(
        self, base: str, filter_: str, attributes: Sequence[str], *, limit: int, whole: bool = True
    ) -> Iterator[Entry]:
        """Entries that match, page by page; Unanswered beyond the limit, or where refused."""
        cookie: Any = None
        count = 0
        while True:
            with told(self._line):
                self._search(base, filter_, attributes, cookie, whole)
            self._judge(base)
            for raw in self._line.response or ():
                if raw.get("type") == "searchResEntry":
                    count += 1
                    if count > limit:
                        words = _("More than %(limit)s entries were found")
                        raise Unanswered(str(words) % {"limit": limit})
                    yield entry_of(raw)
            controls = self._line.result.get("controls") or {}
            paged = controls.get("1.2.840.113556.1.4.319", {})
            cookie = paged.get("value", {}).get("cookie")
            if not cookie:
                return

    def words(self) -> str:
        """What the directory said last."""
        result = self._line.result or {}
        text = f"{result.get('description', '')} {result.get('message', '')}"
        return " ".join(text.replace("\x00", "").split())[:300]

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            with suppress(LDAPException, OSError):
                self._line.strategy.close()

    def _search(
        self, base: str, filter_: str, attributes: Sequence[str], cookie: Any, whole: bool
    ) -> None:
        try:
            self._line.search(
                base,
                filter_,
                search_scope=ldap3.SUBTREE if whole else ldap3.BASE,
                attributes=list(attributes),
                time_limit=30,
                paged_size=PAGE if whole else None,
                paged_cookie=cookie,
            )
        except LDAPInvalidFilterError as error:
            words = _("The directory does not understand the filter %(filter)s")
            raise Unanswered(str(words) % {"filter": filter_[:200]}) from error

    def _judge(self, base: str) -> None:
        """Refuse what the directory refused."""
        code = self._line.result["result"]
        if code == NO_OBJECT:
            words = _("There is no “%(base)s” in the directory, or it may not be read")
            raise Unanswered(str(words) % {"base": base[:200]})
        if code != GOOD:
            words = _("The directory does not answer the question: %(words)s")
            raise Unanswered(str(words) % {"words": self.words()})

    def _reach(self, host: str, seconds: int) -> Any:
        server = self.server
        tls = None if server.tls == NONE else _Named(context_of(server))
        with told(None):
            there = ldap3.Server(
                host,
                port=server.port,
                use_ssl=server.tls == TLS,
                tls=tls,
                get_info=ldap3.NONE,
                connect_timeout=seconds,
            )
            line = ldap3.Connection(
                there,
                receive_timeout=self._patience,
                auto_referrals=False,
                check_names=False,
                return_empty_attributes=False,
                raise_exceptions=False,
            )
            try:
                line.open(read_server_info=False)
            except LDAPException:
                # ldap3 forgets the socket that reached nobody
                if line.socket is not None:
                    line.socket.close()
                raise
        return line


def context_of(server: Server) -> ssl.SSLContext:
    """Whom a directory's certificate has to be from: the given issuer, else the system's."""
    context = ssl.create_default_context()
    if server.ca:
        context = ssl.create_default_context(cadata=server.ca)
    return context


@contextmanager
def talking(server: Server, *, patience: int = 0, whole: float = 0) -> Iterator[Talk]:
    """A conversation as the account for reading; Away or Unanswered where there can be none.

    patience, whole: seconds, where not the usual ones hold.
    """
    talk = Talk(server, patience, whole)
    try:
        talk.connect()
        talk.secure()
        talk.bind()
        yield talk
    finally:
        talk.close()


@contextmanager
def told(line: Any) -> Iterator[None]:
    """What goes wrong on the way, or is no LDAP at all, as Away."""
    try:
        yield
    except (Away, Unanswered, LDAPInvalidFilterError, LDAPPasswordIsMandatoryError):
        raise
    except (LDAPException, OSError, PyAsn1Error, ssl.SSLError) as error:
        raise Away(reason(error)) from error
    except (ValueError, LookupError, TypeError) as error:
        # ldap3 decodes bytes by hand: rubbish shows in such faults
        words = _("What answers there is no directory")
        raise Away(f"{words} ({type(error).__name__})") from error


def reason(error: Exception) -> str:
    """One line for an administrator; ldap3 hides what happened behind what it tried."""
    while isinstance(error.__context__, Exception):
        error = error.__context__
    raw = " ".join(f"{error}".split())
    words = next((str(words) for sign, words in _WORDS if sign.lower() in raw.lower()), "")
    if isinstance(error, socket.gaierror):
        words = str(_("There is no server of this name"))
    return (f"{words} ({raw})" if words else raw or type(error).__name__)[:400]


def entry_of(raw: Any) -> Entry:
    """An entry of ldap3 with its bytes as they came."""
    found = {
        name.lower(): [bytes(value) for value in values if isinstance(value, bytes)]
        for name, values in raw.get("raw_attributes", {}).items()
    }
    return Entry(str(raw.get("dn", "")), found)


def escaped(text: str) -> str:
    """A text as part of a filter (RFC 4515): no sign of it means anything."""
    return str(escape_filter_chars(text))
