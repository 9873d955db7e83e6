"""Rules of directories and of what their groups and branches mean here."""

from __future__ import annotations

import re
import ssl
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.excess import beyond
from kartei.platform.access.models import Role
from kartei.platform.access.rules import MAX_PASSWORD
from kartei.platform.access.vault import seal
from kartei.platform.directory.kinds import FIELDS, NONE
from kartei.platform.directory.store import NAME, servers
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import field_fault, invalid
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.facts import facts_of
from kartei.platform.records.home import tell

#: Names or addresses divided by blanks; no signs of a URL.
_HOSTS = re.compile(r"[\w.:-]{1,253}( [\w.:-]{1,253}){0,4}")
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9-]*|[0-9]+(\.[0-9]+)+")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: What the password was given for; when it changes, the password is to be given anew.
_BOUND = ("host", "port", "tls", "ca", "bind_dn")


def check_server(draft: Any) -> None:
    """Only an administrator says which directory vouches for people; it is well described."""
    if not draft.actor.administrator:
        words = _("Only an administrator decides which directory people sign in with")
        draft.fault("name", "directory.administrator", words)
    hosts = " ".join((draft.get("host") or "").split())
    if draft.changes("host"):
        draft.put("host", hosts)
    if hosts and not _HOSTS.fullmatch(hosts):
        words = _("These are not names of servers, divided by blanks: %(host)s")
        draft.fault("host", "directory.host", words, host=hosts[:200])
    if not 1 <= (draft.get("port") or 0) <= 65535:
        draft.fault("port", "directory.port", _("A port is a number from 1 to 65535"))
    check_secrecy(draft, hosts)
    check_questions(draft)
    if draft.changes(*_BOUND, "active", "base"):
        draft.put("fault", None)
    taken_back = draft.verb == "undo" and draft.changes("has_password")
    if not draft.creating and (draft.changes(*_BOUND) or taken_back):
        draft.put("has_password", False)


def check_secrecy(draft: Any, hosts: str) -> None:
    """Passwords of the whole firm never travel unencrypted; a given certificate is one."""
    if draft.get("tls") == NONE and set(hosts.split()) - set(_LOOPBACK):
        words = _("Passwords may not travel unencrypted")
        draft.fault("tls", "directory.open_password", words)
    if draft.get("ca"):
        try:
            ssl.create_default_context(cadata=draft.get("ca"))
        except (ssl.SSLError, ValueError):
            words = _("This is not a certificate in PEM form")
            draft.fault("ca", "directory.certificate", words)


def check_questions(draft: Any) -> None:
    """Distinguished names, attributes and the filter have their form."""
    for field in ("base", "bind_dn"):
        text = draft.get(field) or ""
        # Active Directory also takes name@domain for the account that reads
        if text and not (field == "bind_dn" and "@" in text and "=" not in text):
            check_dn(draft, field, text)
    for name in FIELDS:
        field = f"{name}_attribute"
        if draft.get(field) and not _ATTRIBUTE.fullmatch(draft.get(field)):
            words = _("An attribute's name is made of letters, digits and hyphens")
            draft.fault(field, "directory.attribute", words)
    from kartei.platform.directory.forms import is_filter

    text = draft.get("user_filter") or ""
    if text and not is_filter(text):
        words = _("This is no filter; one is (objectClass=person)")
        draft.fault("user_filter", "directory.filter", words)


def check_dn(draft: Any, field: str, text: str) -> None:
    """A distinguished name (RFC 4514)."""
    from kartei.platform.directory.forms import is_dn

    if not is_dn(text):
        words = _("This is no distinguished name; one is ou=people,dc=example,dc=com")
        draft.fault(field, "directory.dn", words)


def follow_server(draft: Any) -> None:
    """A password that is not said to be set any more is gone; a changed directory is asked anew."""
    rows = servers().filter(pk=draft.id)
    if not draft.creating and draft.changes("has_password") and not draft.get("has_password"):
        rows.update(secret="")
    if draft.changes(*_BOUND, "active", "has_password"):
        rows.update(paused_until=None)


def check_role(draft: Any) -> None:
    """A role is tied to a group only by who may give it to people himself."""
    actor = draft.actor
    keys = {key for key in (draft.get("role"), draft.old.get("role")) if key}
    roles = [] if actor.administrator else list(Role.objects.filter(pk__in=keys))
    if any(r.level >= actor.standing.level or r.administrator for r in roles):
        words = _("You may give or take only roles below your own level")
        draft.fault("role", "access.level", words)
    elif any(beyond(actor, role) for role in roles):
        words = _("This role gives rights that you lack yourself")
        draft.fault("role", "access.lacking", words)


def check_group(draft: Any) -> None:
    """A group has its form, and a role that its writer may give."""
    check_role(draft)
    if "=" in (draft.get("name") or ""):
        check_dn(draft, "name", draft.get("name"))


def check_branch(draft: Any) -> None:
    """A unit is tied to a branch only by an administrator."""
    if not draft.actor.administrator:
        words = _("Only an administrator decides who belongs to which unit")
        draft.fault("name", "directory.administrator", words)
    if "=" in (draft.get("name") or ""):
        check_dn(draft, "name", draft.get("name"))


def set_password(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Seal the password of the account for reading; the journal tells only that it was set."""
    password = data.get("password")
    if not isinstance(password, str) or not password or len(password) > MAX_PASSWORD:
        raise invalid([field_fault("password", ValueFault("value.required"))])
    if not password.isprintable():
        raise invalid([field_fault("password", ValueFault("value.nul"))])
    for key in ids:
        put = {"has_password": True, "fault": None}
        write.change_many(actor, obj.name, {key: {}}, put=put)
        servers().filter(pk=key).update(secret=seal(password), paused_until=None)
        tell(actor, (NAME, key), facts_of(actor, NAME, [key])[key], "set_password", {})
    return _("The password is set; try the directory now")
