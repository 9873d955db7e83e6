"""What others may ask of people: known persons by how they are reached, and a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.people.rules.payers import client_of_payer, usual_payer
from kartei.platform.access.actor import Actor
from kartei.platform.kit.names import split_name
from kartei.platform.meta.spec import Option
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page

__all__ = [
    "PERSON",
    "SOURCES",
    "Asked",
    "client_of_payer",
    "find_people",
    "make_person",
    "usual_payer",
]
PERSON = "people.person"
#: Where clients (and their requests) come from.
SOURCES = (
    Option("site", _("web site")),
    Option("call", _("call")),
    Option("referral", _("recommendation")),
    Option("fair", _("trade fair")),
    Option("shop", _("web shop")),
    Option("mailing", _("mailing")),
    Option("cold", _("cold call")),
    Option("visit", _("visit")),
    Option("import", _("import")),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who asked for something: phones and mail addresses in their stored form."""

    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    source: str | None = None

    @property
    def nobody(self) -> bool:
        """Whether nothing is known of him."""
        return not (self.name or self.phones or self.emails)


def find_people(actor: Actor, asked: Asked) -> list[UUID]:
    """Persons that the actor may read with one of the phones or mail addresses; at most five."""
    known = actor.fields(actor.obj(PERSON))
    reach = {"phones": asked.phones, "emails": asked.emails}
    same = [[f, "=", value] for f, values in reach.items() if f in known for value in values[:20]]
    if not same or actor.scope(PERSON, "read").empty:
        return []
    ask = Ask(filter=["or", *same], sort="-created_at", limit=5, fields=())
    return [UUID(item["id"]) for item in page(actor, PERSON, ask)["items"]]


def make_person(actor: Actor, asked: Asked) -> UUID:
    """A new person of the actor, his name taken apart; refusals are those of the command path."""
    name = split_name(asked.name)
    values: dict[str, Any] = {
        "last_name": name.last,
        "first_name": name.first,
        "middle_name": name.middle,
        "phones": list(asked.phones),
        "emails": list(asked.emails),
        "source": asked.source,
    }
    return write.create(actor, PERSON, {n: v for n, v in values.items() if v})
