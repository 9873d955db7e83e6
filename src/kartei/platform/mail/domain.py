"""Whether a sender's domain tells the world who may send for it: SPF, DKIM, DMARC.

Receivers put letters of a domain without these aside as spam (Google and Yahoo since 2024). Asked
is the name server of this machine, and only when a person wants to know: by the button of an
account, or by ``kartei doctor``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.mail import accounts
from kartei.platform.mail.addresses import wire_address
from kartei.platform.mail.models import Account
from kartei.platform.mail.post import installation
from kartei.platform.records import write
from kartei.platform.records.home import readable

if TYPE_CHECKING:
    from dns.resolver import Resolver

#: Seconds that all questions of one look may take together.
PATIENCE = 5.0
FINE, MISSING, WRONG, UNKNOWN = "fine", "missing", "wrong", "unknown"
#: Not so good that receivers would trust the domain.
GAPS = (MISSING, WRONG)
_SELECTOR = re.compile(r"[a-z0-9](?:[a-z0-9_.-]{0,61}[a-z0-9])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """One record of the domain.

    kind: SPF, DKIM or DMARC. state: fine, missing, wrong, or unknown where nobody answered. name:
    where it stands; found: what stands there; publish: what should, where something is missing.
    """

    kind: str
    state: str
    name: str
    text: str
    found: str = ""
    publish: str = ""


class Silent(Exception):
    """The name server did not answer in time, or there is none."""


class Names:
    """TXT records, asked one after the other within one limit of time."""

    def __init__(self, server: Resolver | None = None) -> None:
        from dns.exception import DNSException
        from dns.resolver import Resolver

        self._ends = time.monotonic() + PATIENCE
        try:
            self._server = server or Resolver()
        except DNSException as error:
            raise Silent(str(error)) from error

    def texts(self, name: str) -> list[str]:
        """The texts under a name, none where there are none. Errors: Silent."""
        from dns.exception import DNSException
        from dns.resolver import NXDOMAIN, NoAnswer

        left = self._ends - time.monotonic()
        if left <= 0:
            raise Silent(name)
        try:
            found = self._server.resolve(name, "TXT", lifetime=left, search=False)
        except (NXDOMAIN, NoAnswer):
            return []
        except (DNSException, OSError) as error:
            raise Silent(str(error)) from error
        return [b"".join(one.strings).decode("utf-8", "replace") for one in found]


def look(account: Account, server: Resolver | None = None) -> list[Look]:
    """The three records of an account's domain; all unknown where nobody answers."""
    domain = wire_address(account.address).rpartition("@")[2]
    try:
        names = Names(server)
        return [spf(names, domain, account), dkim(names, domain, account), dmarc(names, domain)]
    except Silent:
        words = _("The name server of this machine does not answer: is it connected?")
        return [Look(kind, UNKNOWN, domain, words) for kind in ("SPF", "DKIM", "DMARC")]


def spf(names: Names, domain: str, account: Account) -> Look:
    """Which servers may send (RFC 7208): one record, and not for everybody."""
    found = tagged(names.texts(domain), "v=spf1")
    publish = f"v=spf1 {mechanism(account.host)} ~all"
    shown = "\n".join(found)
    if not found:
        words = _(
            "Nobody is told which servers send for the domain. Your provider may name others."
        )
        return Look("SPF", MISSING, domain, words, "", publish)
    if len(found) > 1:
        return Look("SPF", WRONG, domain, _("There may be one such record only"), shown, publish)
    if re.search(r"(^|\s)\+?all(\s|$)", found[0]):
        words = _("The record lets every server in the world send for the domain")
        return Look("SPF", WRONG, domain, words, shown, found[0].replace("+all", "~all"))
    words = _("There is a record. Whether it names your server, a test letter to yourself shows.")
    return Look("SPF", FINE, domain, words, shown)


def mechanism(host: str) -> str:
    """What SPF calls the server of an account; on this machine its mail server sends."""
    try:
        address = ip_address(host)
    except ValueError:
        return "mx" if host == "localhost" else f"a:{host}"
    return "mx" if address.is_loopback else f"ip{address.version}:{host}"


def dkim(names: Names, domain: str, account: Account) -> Look:
    """The key by which letters are signed (RFC 6376)."""
    if not account.dkim or not _SELECTOR.fullmatch(account.dkim):
        words = _("Enter the selector that your provider tells; the key is looked for under it")
        return Look("DKIM", UNKNOWN, domain, words)
    name = f"{account.dkim}._domainkey.{domain}"
    keys = [text for text in names.texts(name) if re.search(r"(^|;)\s*p\s*=", text)]
    publish = "v=DKIM1; k=rsa; p=…"
    if not keys:
        words = _("The key is not published. Your provider tells the whole record.")
        return Look("DKIM", MISSING, name, words, "", publish)
    if re.search(r"(^|;)\s*p\s*=\s*(;|$)", keys[0]):
        return Look("DKIM", WRONG, name, _("The key was withdrawn"), keys[0], publish)
    return Look("DKIM", FINE, name, _("The key is published"), keys[0])


def dmarc(names: Names, domain: str) -> Look:
    """What receivers do with letters that prove nothing (RFC 7489), at the domain or above it."""
    parts = domain.split(".")
    for start in range(max(1, len(parts) - 1)):
        name = f"_dmarc.{'.'.join(parts[start:])}"
        found = tagged(names.texts(name), "v=dmarc1")
        if found:
            policy = re.search(r";\s*p\s*=\s*(none|quarantine|reject)\b", found[0], re.IGNORECASE)
            if policy is None or len(found) > 1:
                words = _("The record is not valid, so nobody heeds it")
                return Look("DMARC", WRONG, name, words, "\n".join(found), "v=DMARC1; p=none")
            return Look("DMARC", FINE, name, _("There is a record"), found[0])
    words = _("Receivers are not told what to do with letters that only claim to be yours")
    return Look("DMARC", MISSING, f"_dmarc.{domain}", words, "", "v=DMARC1; p=none")


def tagged(texts: Iterable[str], tag: str) -> list[str]:
    """The texts that begin with a version."""
    return [text for text in texts if re.match(rf"{re.escape(tag)}(\s|;|$)", text, re.IGNORECASE)]


def told(actor: Actor, key: UUID) -> dict[str, Any]:
    """``{"domain", "records": [Look as a dict]}`` of an account the asker may read; what is missing
    is noted on the account.
    """
    actor.must(accounts.NAME, "read")
    readable(actor, accounts.NAME, key)
    account = Account.objects.seen_by(actor).get(pk=key)
    looks = look(account)
    note(account, looks)
    domain = wire_address(account.address).rpartition("@")[2]
    return {"domain": domain, "records": [asdict(one) for one in looks]}


def note(account: Account, looks: list[Look]) -> None:
    """Keep what is missing, for the security page; what nobody answered changes nothing."""
    if any(one.state == UNKNOWN and one.kind != "DKIM" for one in looks):
        return
    gaps = ", ".join(one.kind for one in looks if one.state in GAPS)
    if gaps != account.gaps:
        write.change_many(installation(), accounts.NAME, {account.pk: {}}, put={"gaps": gaps})


def look_at_all() -> None:
    """A look at the domains of all accounts in use, one after the other."""
    rows = Account.objects.unguarded("a check-up of the installation")
    for account in rows.filter(active=True, deleted=False).order_by("created_at"):
        note(account, look(account))
