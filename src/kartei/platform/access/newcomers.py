"""Who may register himself: the firm's rule, and what a newcomer's role may give at most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.platform.access.models import Role, Unit
from kartei.platform.access.rules import hold_rights
from kartei.platform.meta.models import Firm

#: Privileges with which nothing is changed: what is read may also be named on something else.
READING = ("read", "append_to")
DOMAIN = re.compile(r"(?=.{1,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
MOST_DOMAINS = 50


@dataclass(frozen=True, slots=True)
class Signup:
    """The firm's rule about registering oneself.

    domains: mail domains whose people may; none: everybody, which an administrator then releases.
    role, unit: ids of what a newcomer gets. release: he waits until an administrator lets him in.
    """

    open: bool = False
    domains: tuple[str, ...] = ()
    role: str = ""
    unit: str = ""
    release: bool = True

    def admits(self, email: str) -> bool:
        """Whether a mail address lies in one of the domains, exactly."""
        return not self.domains or email.rpartition("@")[2].lower() in self.domains


def signup_of(kept: Mapping[str, Any]) -> Signup:
    """The rule as the firm's row keeps it (Firm.signup)."""
    values = {**kept, "domains": tuple(kept.get("domains", ()))}
    return Signup(**values)


def ready() -> Signup | None:
    """The rule while somebody may register by it; None also where its role became mightier."""
    row = Firm.objects.filter(pk=1).first()
    rule = signup_of(row.signup if row else {})
    return rule if rule.open and judge(rule) is None else None


def held() -> Signup | None:
    """The same inside a transaction, in which nobody else changes roles meanwhile."""
    hold_rights()
    return ready()


def judge(rule: Signup) -> str | None:
    """Why people cannot register by a rule; None when they can, or when it is off."""
    if len(rule.domains) > MOST_DOMAINS or not all(DOMAIN.fullmatch(one) for one in rule.domains):
        return _("A mail domain looks like firm.example")
    if not rule.open:
        return None
    if not rule.domains and not rule.release:
        return _("Name mail domains, or let an administrator release newcomers")
    role = found(Role, rule.role)
    if role is None:
        return _("Choose a role for newcomers")
    if found(Unit, rule.unit) is None:
        return _("Choose a unit for newcomers")
    return unfit(role)


def found(model: Any, key: str) -> Any:
    """A role or unit in use by the text of its id."""
    try:
        return model.objects.filter(pk=UUID(key), deleted=False).first()
    except ValueError:
        return None


def unfit(role: Role) -> str | None:
    """Why a role is too much for somebody whom nobody knows: it reads at most, and stands below
    every role that does more, one that everybody of its level holds included.
    """
    if may_more(role):
        return _("A newcomer's role may only read")
    others = Role.objects.filter(deleted=False).exclude(pk=role.pk)
    if any(may_more(one) and one.level <= role.level for one in others):
        return _("A newcomer's role stands below every role that may change something")
    return None


def may_more(role: Role) -> bool:
    """Whether a role does more than read, or is everybody's."""
    if role.administrator or role.everyone:
        return True
    return any(
        depth != "none" and privilege not in READING
        for rights in (role.grants or {}).values()
        for privilege, depth in rights.items()
    )
