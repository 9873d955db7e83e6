"""What is unsafe in the present settings, and its cure: for the security page and the doctor."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kartei.platform.access.models import Role, Token, User
from kartei.platform.access.tokens import in_force
from kartei.platform.mail.models import Account
from kartei.platform.mail.states import NONE
from kartei.platform.records import at_rest
from kartei.web.config import Config

HIGH, MIDDLE, LOW = "high", "middle", "low"
#: Accounts that nobody used for so long are better disabled.
SILENT = timedelta(days=90)
#: So many people are named; the rest is counted.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One look at the settings.

    title: what is looked at, whatever comes out. look: what is wrong in words, or nothing when all
    is well.
    """

    id: str
    severity: str
    title: str | Promise
    cure: str | Promise
    look: Callable[[Config], str]


def is_local(host: str) -> bool:
    """Whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def https(config: Config) -> str:
    """Passwords travel readable where the address is none of https.

    Browsers keep passkeys and the functions that the riddle needs from such pages, too.
    """
    if config.address.startswith("https://") or (is_local(config.host) and not config.address):
        return ""
    words = _(
        "People open %(address)s: neither passkeys nor the riddle after wrong passwords work there"
    )
    return words % {"address": config.url}


def proxy(config: Config) -> str:
    """Who can go round the proxy claims any address of origin."""
    if not config.proxy or is_local(config.host):
        return ""
    return _("Kartei listens on %(host)s, so the proxy can be gone round") % {"host": config.host}


def debug(config: Config) -> str:
    """Error pages would show the program and its variables."""
    return _("Error pages show the program's variables") if config.debug else ""


def key_files(config: Config) -> str:
    """Keys that other accounts of the machine can read."""
    if os.name != "posix":
        return ""
    paths = [config.key_file, config.data / "secret-key"]
    paths += [config.files_key] if config.files_key else []
    return ", ".join(path.name for path in paths if is_open(path))


def is_open(path: Path) -> bool:
    """Whether a file can be read by others than its owner."""
    return path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def people() -> Any:
    """The accounts of people that are in use."""
    return User.objects.filter(active=True, deleted=False, program=False).order_by("name_key")


def administrators() -> list[User]:
    """People with a role of an administrator."""
    roles = Role.objects.filter(administrator=True, deleted=False).values_list("pk", flat=True)
    wanted = {str(key) for key in roles}
    return [user for user in people() if wanted & set(user.roles)]


def second_factor(config: Config) -> str:
    """Administrators whose password alone opens everything."""
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    safe = set(Authenticator.objects.filter(type__in=factors).values_list("user_id", flat=True))
    names = named([user.name for user in administrators() if user.pk not in safe])
    return _("Without one: %(names)s") % {"names": names} if names else ""


def deputy(config: Config) -> str:
    """When the only administrator is away, nobody lets anybody in."""
    found = administrators()
    alone = len(found) == 1 and people().count() > 1
    return _("Only one: %(name)s") % {"name": found[0].name} if alone else ""


def silent(config: Config) -> str:
    """Accounts that nobody has used for long."""
    before = timezone.now() - SILENT
    unused = Q(last_login__lt=before) | Q(last_login=None, created_at__lt=before)
    return named(list(people().filter(unused).values_list("name", flat=True)))


def endless_tokens(config: Config) -> str:
    """Tokens that nobody will remember."""
    count = in_force(Token.objects.filter(expires_at=None, user__deleted=False)).count()
    return (
        ngettext("%(count)s token", "%(count)s tokens", count) % {"count": count} if count else ""
    )


def mail_unencrypted(config: Config) -> str:
    """Mail accounts whose password travels readable."""
    rows = (
        Account.objects.unguarded("what is unsafe is told whose ever it is")
        .filter(active=True, deleted=False, tls=NONE)
        .order_by("name_key")
    )
    return named([name for name, host in rows.values_list("name", "host") if not is_local(host)])


def mail_domains(config: Config) -> str:
    """Sender's domains that receivers cannot trust, as of the last look at them."""
    rows = (
        Account.objects.unguarded("what is unsafe is told whose ever it is")
        .filter(active=True, deleted=False)
        .exclude(gaps="")
        .order_by("name_key")
    )
    return named([f"{name}: {gaps}" for name, gaps in rows.values_list("name", "gaps")])


def open_backups(config: Config) -> str:
    """Backups that whoever copies them can read."""
    count = len(list((config.data / "backups").glob("*.tar.gz")))
    words = ngettext("%(count)s backup", "%(count)s backups", count) % {"count": count}
    return words if count else ""


def files_key(config: Config) -> str:
    """Files that nobody can read, or that cannot be stored."""
    if not at_rest.trouble():
        return ""
    where = config.files_key or "KARTEI_FILES_KEY"
    return _("The key is missing or another one: %(path)s") % {"path": where}


def open_files(config: Config) -> str:
    """Files that whoever copies the data folder can read."""
    if config.files_key is None:
        return _("They lie readable in the data folder")
    return "" if at_rest.trouble() or at_rest.is_done() else _("Not all are encrypted yet")


def named(names: list[str]) -> str:
    """The first of some names, and how many there are."""
    more = f" … ({len(names)})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


CHECKS = (
    Check(
        "https",
        HIGH,
        gettext_lazy("Encryption of the connection"),
        gettext_lazy("Put a proxy with a certificate in front and set KARTEI_ADDRESS=https://…"),
        https,
    ),
    Check(
        "debug",
        HIGH,
        gettext_lazy("Debugging"),
        gettext_lazy("Set KARTEI_DEBUG=no"),
        debug,
    ),
    Check(
        "key_files",
        HIGH,
        gettext_lazy("Access to the key files"),
        gettext_lazy("Give these files the mode 600"),
        key_files,
    ),
    Check(
        "proxy",
        MIDDLE,
        gettext_lazy("Access past the proxy"),
        gettext_lazy("Set KARTEI_HOST=127.0.0.1, or close the port to others"),
        proxy,
    ),
    Check(
        "second_factor",
        MIDDLE,
        gettext_lazy("Second factor of administrators"),
        gettext_lazy("Let them set up a passkey or codes in their account"),
        second_factor,
    ),
    Check(
        "mail_tls",
        MIDDLE,
        gettext_lazy("Encryption of mail"),
        gettext_lazy("Choose STARTTLS or TLS in the mail account"),
        mail_unencrypted,
    ),
    Check(
        "mail_domain",
        LOW,
        gettext_lazy("DNS records of senders' domains"),
        gettext_lazy(
            "Publish the records that the mail account shows; else letters arrive as spam"
        ),
        mail_domains,
    ),
    Check(
        "backups",
        LOW,
        gettext_lazy("Encryption of backups"),
        gettext_lazy("Make them with kartei backup --encrypt and delete the others"),
        open_backups,
    ),
    Check(
        "files_key",
        HIGH,
        gettext_lazy("Key of the stored files"),
        gettext_lazy("Bring the right key file back; nothing is lost until then"),
        files_key,
    ),
    Check(
        "files",
        LOW,
        gettext_lazy("Encryption of stored files"),
        gettext_lazy("Name a key file outside the data folder in KARTEI_FILES_KEY"),
        open_files,
    ),
    Check(
        "deputy",
        LOW,
        gettext_lazy("Number of administrators"),
        gettext_lazy("Make a second one, for the day on which the first is away"),
        deputy,
    ),
    Check(
        "tokens",
        LOW,
        gettext_lazy("End of tokens"),
        gettext_lazy("Make new ones with an end and revoke these"),
        endless_tokens,
    ),
    Check(
        "silent",
        LOW,
        gettext_lazy("Unused accounts"),
        gettext_lazy("Disable who has not signed in for 90 days and does not need to"),
        silent,
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check came out, in words of the active language."""

    id: str
    severity: str
    fine: bool
    title: str
    text: str
    cure: str


def findings(config: Config) -> list[Finding]:
    """All checks: what is unsafe first, by how much it matters."""
    found = []
    for check in CHECKS:
        text = check.look(config)
        cure = str(check.cure) if text else ""
        found.append(Finding(check.id, check.severity, not text, str(check.title), text, cure))
    return sorted(found, key=lambda one: one.fine)
