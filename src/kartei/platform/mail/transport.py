"""Talking to a mail server: one connection for many letters, every word of it noted."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.vault import unsealed
from kartei.platform.kit.vault import VaultError
from kartei.platform.mail import oauth
from kartei.platform.mail.addresses import wire_address
from kartei.platform.mail.compose import Envelope
from kartei.platform.mail.models import Account
from kartei.platform.mail.states import OAUTH, STARTTLS, TLS

#: Seconds that a server may keep silent, at any step.
PATIENCE = 30.0
#: Characters of a conversation that the log keeps.
NOTED = 8000


#: What a person reads before the words of the system; the narrower kinds first.
_WORDS: tuple[tuple[type[Exception], Any], ...] = (
    (ConnectionRefusedError, _("Nothing answers at this server and port")),
    (socket.gaierror, _("There is no server of this name")),
    (TimeoutError, _("The server does not answer")),
    (ssl.SSLCertVerificationError, _("The server's certificate cannot be trusted")),
    (ssl.SSLError, _("No encrypted connection could be made")),
    (smtplib.SMTPServerDisconnected, _("The server closed the connection")),
    (smtplib.SMTPNotSupportedError, _("The server does not offer what the account asks for")),
    (oauth.TokenFault, _("The token does not hold and cannot be renewed")),
    (VaultError, _("The password cannot be decrypted: set it again")),
)


class ServerAway(Exception):
    """No letter can be handed over now: not reached, no TLS, login refused, connection lost.

    reason: the words of the server or the system. Nothing was handed over.
    """


class Lost(Exception):
    """The connection broke after the letter was handed over and before the answer: unclear."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said to one letter: an SMTP code and its words."""

    code: int
    words: str

    @property
    def taken(self) -> bool:
        """The server is now answerable for it."""
        return 200 <= self.code < 300

    @property
    def final(self) -> bool:
        """Another try would be refused as well."""
        return self.code >= 500

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


@dataclass(slots=True)
class Talk:
    """The conversation as a person reads it: "C: " the client, "S: " the server."""

    lines: list[str] = field(default_factory=list)
    secret: bool = False

    def client(self, line: str) -> None:
        """A line that we sent; passwords are left out."""
        self.lines.append("C: " + ("***" if self.secret else line.rstrip("\r\n")))

    def server(self, code: int, words: str) -> None:
        """An answer."""
        self.lines += [f"S: {code} {line}" for line in words.splitlines() or [""]]

    def told(self) -> str:
        """The text of it, cut where a server talks without end."""
        text = "\n".join(self.lines)
        return text if len(text) <= NOTED else text[:NOTED] + "\n…"


class _Noted(smtplib.SMTP):
    """The standard library's client, writing down what is said."""

    def __init__(self, talk: Talk, **kwargs: Any) -> None:
        self.talk = talk
        super().__init__(**kwargs)

    def putcmd(self, cmd: str, args: str = "") -> None:
        self.talk.client(f"{cmd} {args}".rstrip())
        super().putcmd(cmd, args)

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()
        self.talk.server(code, words.decode("utf-8", "replace"))
        return code, words

    def auth(self, mechanism: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self.talk.lines.append(f"C: AUTH {mechanism} ***")
        self.talk.secret = True
        try:
            return super().auth(mechanism, *args, **kwargs)
        finally:
            self.talk.secret = False


class _NotedTLS(_Noted, smtplib.SMTP_SSL):
    """The same through TLS from the first byte."""


class Courier:
    """One connection to the server of an account, made with the first letter."""

    def __init__(self, account: Account, patience: float = PATIENCE) -> None:
        self.account = account
        self.talk = Talk()
        self._patience = patience
        self._server: _Noted | None = None
        self._opened = ""

    def offer(self, envelope: Envelope) -> Answer:
        """Name sender and receiver; nothing is handed over yet. ServerAway where nobody answers."""
        server = self._ready()
        try:
            options = ["SMTPUTF8"] if envelope.utf8 else []
            answer = _answer(*server.mail(envelope.sender, options))
            if answer.taken:
                answer = _answer(*server.rcpt(envelope.recipient))
            if answer.taken:
                answer = _answer(*server.docmd("data"))
        except smtplib.SMTPNotSupportedError as error:
            return Answer(550, str(error))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise ServerAway(reason(error)) from error
        if answer.code == 354:
            return Answer(250, answer.words)
        self._rest(answer)
        return answer if not answer.taken else Answer(451, answer.words)

    def hand_over(self, envelope: Envelope) -> Answer:
        """The letter itself, after a good answer to ``offer``; Lost where there is no answer."""
        server = self._server
        if server is None:
            raise ServerAway("not connected")
        data = re.sub(rb"(?m)^\.", b"..", envelope.data)
        end = b".\r\n" if data.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            self.talk.client(f"<{len(envelope.data)} bytes>")
            server.send(data + end)
            answer = _answer(*server.getreply())
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Lost(reason(error)) from error
        if not (answer.taken or 400 <= answer.code < 600):
            # neither yes nor no: whether it has the letter is as unclear as with no answer at all
            self.close()
            raise Lost(str(answer))
        if not answer.taken:
            self._rest(answer)
        return answer

    def told(self) -> str:
        """How the connection was made, and what was said of the last letter."""
        return "\n".join(filter(None, (self._opened, self.talk.told())))

    def begin(self) -> None:
        """From here on the conversation is about another letter."""
        self.talk.lines.clear()

    def close(self) -> None:
        """Say good-bye where somebody still listens."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.close()

    def quit(self) -> None:
        """End in order."""
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
            self.close()

    def _rest(self, answer: Answer) -> None:
        """After a refusal the server forgets the letter; one that says 421 has gone."""
        if answer.code == 421 or self._server is None:
            self.close()
            return
        try:
            self._server.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def _ready(self) -> _Noted:
        """The open connection, or a new one."""
        if self._server is None:
            self._opened = ""
            try:
                self._server = self._connect()
            except (
                OSError,
                smtplib.SMTPException,
                VaultError,
                ValueError,
                oauth.TokenFault,
            ) as error:
                raise ServerAway(reason(error)) from error
            self._opened = self.talk.told()
            self.talk.lines.clear()
        return self._server

    def _connect(self) -> _Noted:
        account = self.account
        context = ssl.create_default_context()
        name = wire_address(account.address).rpartition("@")[2]
        basics: dict[str, Any] = {
            "talk": self.talk, "local_hostname": name, "timeout": self._patience,
        }  # fmt: skip
        server = _NotedTLS(context=context, **basics) if account.tls == TLS else _Noted(**basics)
        # smtplib looks at the name again when it makes the connection secure
        server._host = account.host  # type: ignore[attr-defined]
        try:
            code, words = server.connect(account.host, account.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, words)
            server.ehlo_or_helo_if_needed()
            if account.tls == STARTTLS:
                server.starttls(context=context)
                server.ehlo()
            if account.auth == OAUTH:
                _show_token(server, account)
            elif account.login:
                server.login(account.login, unsealed(account.secret) if account.secret else "")
        except BaseException:
            server.close()
            raise
        return server


def _show_token(server: _Noted, account: Account) -> None:
    """XOAUTH2; a server that refuses first tells why and waits for an empty line."""
    words = oauth.proof(account.login, oauth.bearer(account))
    server.ehlo_or_helo_if_needed()
    server.auth("XOAUTH2", lambda challenge=None: words if challenge is None else "")


def _answer(code: int, words: bytes) -> Answer:
    return Answer(code, " ".join(words.decode("utf-8", "replace").split())[:400])


def reason(error: Exception) -> str:
    """One line for the account and the log."""
    if isinstance(error, smtplib.SMTPResponseException):
        raw = error.smtp_error
        words = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
        said = f"{error.smtp_code} {' '.join(words.split())}"
        if isinstance(error, smtplib.SMTPAuthenticationError):
            said = _("%(said)s (login or password refused)") % {"said": said}
        return said[:400]
    raw = " ".join(f"{type(error).__name__}: {error}".split())
    words = next((str(words) for kind, words in _WORDS if isinstance(error, kind)), "")
    return (f"{words} ({raw})" if words else raw)[:400]
