"""Letters through a provider's interface in place of a mail server, by django-anymail.

The package is an option (``pip install kartei[providers]``), loaded with the first letter that goes
this way. Queue, limits, log and the rule that nothing is sent twice are the same: a provider has no
step before the letter itself, so only an answer that says so proves that it was not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from kartei.platform.access.vault import unsealed
from kartei.platform.kit.vault import VaultError
from kartei.platform.mail.compose import Envelope
from kartei.platform.mail.models import Account
from kartei.platform.mail.transport import Answer, Courier, Lost, ServerAway, reason

#: What stands in the choice for an ordinary mail server.
SMTP = "smtp"
#: Headers that the provider's interface has fields for, or writes itself.
_OWN_FIELDS = {
    "from", "to", "reply-to", "subject", "content-type", "content-transfer-encoding",
    "mime-version", "date",
}  # fmt: skip
#: Answers after which the letter was surely not taken, and may be tried again later.
_LATER = (401, 403, 429, 503)


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that anymail knows: its name, the backend's module, what it calls its key.

    login: what it calls the second part of the key, where it has two; it is the account's login.
    """

    name: str
    module: str
    key: str = "api_key"
    login: str = ""


PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        "brevo": Provider("Brevo", "brevo"),
        "mailersend": Provider("MailerSend", "mailersend", "api_token"),
        "mailgun": Provider("Mailgun", "mailgun"),
        "mailjet": Provider("Mailjet", "mailjet", "secret_key", "api_key"),
        "postmark": Provider("Postmark", "postmark", "server_token"),
        "resend": Provider("Resend", "resend"),
        "sparkpost": Provider("SparkPost", "sparkpost"),
    }
)


def installed() -> bool:
    """Whether the package that knows the providers is there."""
    return find_spec("anymail") is not None


def courier_for(account: Account) -> Courier:
    """Who carries an account's letters."""
    return Courier(account) if account.road == SMTP else ProviderCourier(account)


class ProviderCourier(Courier):
    """One letter, one question to the provider's interface."""

    def offer(self, envelope: Envelope) -> Answer:
        """A provider hears of a letter with the letter itself; here only the key is looked at."""
        if not installed():
            raise ServerAway("kartei[providers]")
        try:
            self._settings()
        except VaultError as error:
            raise ServerAway(reason(error)) from error
        return Answer(250, "")

    def hand_over(self, envelope: Envelope) -> Answer:
        """The letter itself. Lost where nobody knows whether the provider has it."""
        from anymail import exceptions

        provider = PROVIDERS[self.account.road]
        self.talk.client(f"{provider.name} <{len(envelope.data)} bytes>")
        try:
            answer = self._sent(provider, message_of(envelope))
        except exceptions.AnymailAPIError as error:
            return self._refused(error)
        except (
            exceptions.AnymailRecipientsRefused,
            exceptions.AnymailConfigurationError,
            exceptions.AnymailSerializationError,
            exceptions.AnymailUnsupportedFeature,
        ) as error:
            # refused for good, or letter and settings do not suit the provider: nothing was taken
            answer = Answer(550, one_line(error))
        except exceptions.AnymailError as error:
            # it answered with something that cannot be read
            self.talk.server(0, one_line(error))
            raise Lost(one_line(error)) from error
        self.talk.server(answer.code, answer.words)
        return answer

    def _sent(self, provider: Provider, message: Any) -> Answer:
        """Send; what the provider calls the letter. Lost where it calls it nothing."""
        from django.core.mail import get_connection

        backend = f"anymail.backends.{provider.module}.EmailBackend"
        connection = get_connection(backend, **self._settings())
        message.connection = connection
        message.send()
        found = message.anymail_status
        if not found.message_id:
            raise Lost(", ".join(sorted(str(one) for one in found.status or {"?"})))
        return Answer(250, str(found.message_id))

    def _settings(self) -> dict[str, Any]:
        """What the backend is to know; the account's server, if any, is its interface."""
        account, provider = self.account, PROVIDERS[self.account.road]
        found: dict[str, Any] = {
            provider.key: unsealed(account.secret) if account.secret else "",
            "ignore_unsupported_features": True,
            "requests_timeout": self._patience,
        }
        if provider.login:
            found[provider.login] = account.login
        if account.host:
            found["api_url"] = account.host
        return found

    def _refused(self, error: Any) -> Answer:
        """What an answer with a fault means for the letter."""
        status = error.status_code
        words = one_line(error)
        self.talk.server(status or 0, words)
        if status is None and _never_left(error):
            return Answer(421, words)
        if status is None or (status >= 500 and status not in _LATER):
            raise Lost(words) from error
        return Answer(450 if status in _LATER else 550, words)


def one_line(error: Exception) -> str:
    """What went wrong, for the log."""
    return " ".join(str(error).split())[:400]


def _never_left(error: BaseException) -> bool:
    """Whether no connection was made at all, so that nothing can have been taken."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    seen: list[Any] = [error]
    while seen:
        one = seen.pop()
        if isinstance(one, NewConnectionError | ConnectTimeoutError):
            return True
        seen += [part for part in (*getattr(one, "args", ()), getattr(one, "reason", None))
                 if isinstance(part, BaseException)]  # fmt: skip
        seen += [part for part in (one.__cause__, one.__context__) if part is not None]
    return False


def message_of(envelope: Envelope) -> Any:
    """The letter as Django's kind of message, which anymail takes apart for the provider."""
    from django.core.mail import EmailMultiAlternatives

    read = message_from_bytes(envelope.data, EmailMessage, policy=policy.default)
    made = EmailMultiAlternatives(
        subject=str(read["Subject"]),
        body=_text(read, "plain"),
        from_email=str(read["From"]),
        to=[envelope.recipient],
        reply_to=[str(read["Reply-To"])] if read["Reply-To"] else [],
        headers={n: str(v) for n, v in read.items() if n.lower() not in _OWN_FIELDS},
    )
    html = _text(read, "html")
    if html:
        made.attach_alternative(html, "text/html")
    page = read.get_body(("related",))
    for part in page.iter_parts() if page is not None else ():
        if part["Content-ID"]:
            made.attach(part)
    for part in read.iter_attachments():
        made.attach(part.get_filename() or "", part.get_content(), part.get_content_type())
    return made


def _text(read: EmailMessage, kind: str) -> str:
    """One of the twins; empty where the letter has none."""
    part: MIMEPart | None = read.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
