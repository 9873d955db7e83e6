"""A firm full of secrets: canaries in all that somebody may not read, and HTTP as its people.

Everything of Alice's hangs on something of Dmitri's, and she reads only her own. Bob reads all
records, but not every field. Answers are searched for the word, the number and the ids.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import ORGANISATION, OWN, SHARED_OBJECTS, Cast, make_cast
from kartei.platform.records import entries, files, write
from kartei.web.sessions import digest

WORD = "qzx"

PHONE = "9995550187"

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63606060000000040001f61738550000000049454e44ae426082"
)

OPEN: dict[str, Any] = {
    name: {"read": "organisation", "append_to": "organisation"}
    for name in SHARED_OBJECTS
    if name != "documents.firm"
}

OWNED = ("people.company", "people.person", "sales.deal", "offers.offer", "tasks.task")

MONEY: dict[str, Any] = {
    "offers.offer": {
        "cost": "read", "profit": "read", "margin": "read", "lines.cost": "write",
        "lines.profit": "read",
    },
    "catalog.product": {"cost": "write"},
}  # fmt: skip

#: What Bob may not read: a whole kind of reach, the words beside a title, the state of a deal.
BANNED: dict[str, Any] = {
    "people.person": {"phones": "none", "position": "none"},
    "people.company": {"phones": "none", "city": "none", "tax_id": "none"},
    "sales.deal": {"stage": "none", "amount": "none", "number": "none", "state": "none"},
    "offers.offer": {"subject": "none", "total": "none", "status": "none"},
    "tasks.task": {"due_at": "none", "description": "none"},
}


@dataclass
class Firm:
    """Ids of what is Dmitri's and of what is Alice's, by short names."""

    cast: Cast
    theirs: dict[str, UUID] = field(default_factory=dict)
    mine: dict[str, UUID] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """HTTP as one person, with a token."""
        Token.objects.get_or_create(
            key=digest(f"kt_{who}"),
            defaults={"user_id": self.cast.ids[who], "made_at": timezone.now()},
        )
        return Client(headers={"Authorization": f"Bearer kt_{who}"})

    def secrets(self) -> list[str]:
        """What no answer to Alice may hold."""
        ids = [str(key) for key in self.theirs.values()] + list(self.more.values())
        return [WORD, PHONE, *ids]


def ask(
    client: Client, verb: str, path: str, body: Any = None, **headers: str
) -> tuple[int, bytes]:
    """Status and the answer's bytes, unpacked where it is a workbook."""
    more: dict[str, Any] = {}
    if isinstance(body, dict) and any(isinstance(v, SimpleUploadedFile) for v in body.values()):
        more = {"data": body}
    elif body is not None:
        more = {"data": orjson.dumps(body), "content_type": "application/json"}
    response = getattr(client, verb)(f"/api/v1{path}", headers=headers, **more)
    data = b"".join(response.streaming_content) if response.streaming else response.content
    if data[:2] == b"PK":
        book = zipfile.ZipFile(io.BytesIO(data))
        data = b"\n".join(book.read(name) for name in book.namelist())
    return response.status_code, data


def leaks(data: bytes, secrets: list[str]) -> list[str]:
    """The secrets that stand in an answer, whatever separates the digits of a number."""
    text = data.decode("utf-8", "replace").lower()
    digits = "".join(c for c in text if c.isalnum())
    return [s for s in secrets if s in text or (s.isdigit() and s in digits)]


def tables() -> str:
    """A hash of all rows of all tables but those that only say who asked."""
    quiet = {"access_token", "access_session", "access_sign_in", "axes_accessattempt"}
    parts = []
    for model in apps.get_models():
        if model._meta.db_table not in quiet:
            parts.append(repr(list(model._base_manager.order_by("pk").values_list())))
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def build() -> Firm:
    """A firm in which everything of Alice's hangs on something of Dmitri's."""
    cast = make_cast()
    firm = Firm(cast)
    settings(firm)
    for who in ("alice", "bob", "dmitri"):
        cast.grant(who, {"*": ORGANISATION, **OPEN}, MONEY)
    dmitri(firm)
    alice(firm)
    cast.grant("alice", {"*": OWN, **OPEN})
    cast.grant("bob", {"*": ORGANISATION, **OPEN}, BANNED)
    return firm


def settings(firm: Firm) -> None:
    """What everybody uses: a funnel, a product; and an own firm that Alice may not read."""
    admin = firm.cast.admin
    funnel = write.create(admin, "sales.funnel", {"name": "Sales"})
    for number, name in enumerate(("New", "Talks", "Won")):
        firm.mine[name.lower()] = write.create(
            firm.cast.admin,
            "sales.stage",
            {"name": name, "funnel": str(funnel), "position": number,
             "kind": "won" if name == "Won" else "open"},
        )  # fmt: skip
    firm.mine["product"] = write.create(
        admin, "catalog.product", {"name": "Window", "price": "100", "cost": "71.93", "vat": "22"}
    )
    firm.theirs["firm"] = write.create(
        admin,
        "documents.firm",
        {"name": f"{WORD} firm", "country": "ru", "language": "ru", "legal_name": f"{WORD} legal",
         "usual": True},
    )  # fmt: skip


def dmitri(firm: Firm) -> None:
    """Dmitri's records, each with the word in it, and the number where there is one."""
    actor, theirs = firm.cast.dmitri, firm.theirs
    reach = {"phones": [f"+7{PHONE}"], "emails": [f"{WORD}@example.com"]}
    theirs["company"] = write.create(
        actor,
        "people.company",
        {"name": f"{WORD} company", "tax_id": "7701234567", "city": f"{WORD} city", **reach},
    )
    theirs["concern"] = write.create(actor, "people.company", {"name": f"{WORD} concern"})
    theirs["person"] = write.create(
        actor,
        "people.person",
        {"last_name": f"{WORD}son", "position": f"{WORD} chief",
         "company": str(theirs["company"]), **reach},
    )  # fmt: skip
    theirs["other"] = write.create(actor, "people.person", {"last_name": f"{WORD}twin", **reach})
    client = {"company": str(theirs["company"]), "person": str(theirs["person"])}
    theirs["deal"] = write.create(
        actor,
        "sales.deal",
        {"name": f"{WORD} deal", "stage": str(firm.mine["new"]), "amount": "987654.31", **client},
    )
    line = {"name": f"{WORD} line", "price": "100", "cost": "61.37", "vat_rate": "22"}
    theirs["offer"] = write.create(
        actor,
        "offers.offer",
        {"subject": f"{WORD} offer", "deal": str(theirs["deal"]), **client, "lines": [line]},
    )
    about = {"object": "sales.deal", "id": str(theirs["deal"])}
    theirs["task"] = write.create(
        actor,
        "tasks.task",
        {"name": f"{WORD} task", "about": about, "remind_at": "2020-01-01T09:00:00Z"},
    )
    theirs["dated"] = write.create(
        actor, "tasks.task", {"name": f"{WORD} dated", "due_at": "2020-01-01T10:00:00Z"}
    )
    home = ("people.person", theirs["person"])
    note = {"kind": "note", "text": f"{WORD} note"}
    theirs["entry"] = UUID(entries.add(actor, *home, note)["id"])
    theirs["file"] = files.upload(actor, [PICTURE], f"{WORD}.png", home=home).pk
    theirs["loose"] = files.upload(actor, [PICTURE], f"{WORD} loose.png").pk


def alice(firm: Firm) -> None:
    """Alice's records: linked to Dmitri's while she might read them, told of by him."""
    actor, mine, theirs = firm.cast.alice, firm.mine, firm.theirs
    mine["company"] = write.create(actor, "people.company", {"name": "Romashka"})
    mine["person"] = write.create(
        actor, "people.person", {"last_name": "Ivanova", "company": str(theirs["company"])}
    )
    mine["second"] = write.create(
        actor, "people.person", {"last_name": "Petrov", "company": str(mine["company"])}
    )
    client = {"company": str(theirs["company"]), "person": str(theirs["person"])}
    mine["deal"] = write.create(
        actor, "sales.deal", {"name": "Doors", "stage": str(mine["new"]), "amount": "5", **client}
    )
    line = {"product": str(mine["product"]), "quantity": "2"}
    mine["offer"] = write.create(
        actor, "offers.offer", {"subject": "Doors", "deal": str(theirs["deal"]), "lines": [line]}
    )
    about = {"object": "sales.deal", "id": str(theirs["deal"])}
    mine["task"] = write.create(actor, "tasks.task", {"name": "Call back", "about": about})
    # he may add to her records, but not change them: his plan is nobody's next step
    dmitris = firm.cast.grant("dmitri", {"*": {**ORGANISATION, "write": "own"}, **OPEN}, MONEY)
    theirs_too = write.create(
        dmitris,
        "tasks.task",
        {"name": f"{WORD} plan", "about": {"object": "people.person", "id": str(mine["person"])}},
    )
    firm.theirs["plan"] = theirs_too
    linked = {"kind": "note", "text": f"{WORD} aside",
              "links": [{"object": "people.person", "id": str(mine["person"])}]}  # fmt: skip
    entries.add(dmitris, "people.person", theirs["person"], linked)
    mine["entry"] = UUID(
        entries.add(actor, "people.person", mine["person"], {"kind": "note", "text": "Mine"})["id"]
    )
    mine["file"] = files.upload(
        actor, [PICTURE], "mine.png", home=("people.person", mine["person"])
    ).pk
