"""The people and firms on a paper, as plain data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from kartei.modules.documents.packs import Pack, pack
from kartei.modules.documents.papers import letters
from kartei.modules.documents.papers.material import Values, fetch
from kartei.modules.documents.render.model import ClientSide, FirmSide, Look, SenderSide
from kartei.platform.access.actor import Actor
from kartei.platform.kit.phones import show_phone
from kartei.platform.records import blobs
from kartei.platform.records.facts import reachable
from kartei.platform.records.models import StoredFile


def seen(actor: Actor, name: str, key: UUID | None) -> Values | None:
    """A client as far as the asker may read him: his row by row rights, his fields by theirs."""
    if key is None or not reachable(actor, name, [key], "read"):
        return None
    found = fetch(actor, name, [key]).get(key)
    known = actor.fields(actor.world.objects[name])
    return None if found is None else {n: v if n in known else None for n, v in found.items()}


def firm_side(values: Values, signed: Values, *, stamped: bool = False) -> FirmSide:
    """The own firm; what its numbers are called is its country's matter.

    signed: its values as the paper is signed (`rules/signatories.py`); its foot names its own head
    whoever signs. stamped: with the pictures of signatures and stamp.
    """
    country = pack(values.get("country"))
    blocks: dict[str, list[str]] = {"legal": [], "tax": [], "bank": []}
    for part in country.requisites:
        if values.get(part.field):
            blocks[part.block].append(part.printed(values[part.field]))
    head = " ".join(values.get(n) or "" for n in ("signatory_title", "signatory")).strip()
    legal = [values.get("legal_name") or values.get("name") or "", head, *blocks["legal"]]
    plain = FirmSide(name="")
    return FirmSide(
        name=values.get("name") or "",
        legal=tuple(line for line in legal if line),
        address=rows(values.get("address")),
        phone=phone_words(values.get("phone") or ""),
        mail=values.get("email") or "",
        site=values.get("site") or "",
        tax=tuple(blocks["tax"]),
        bank=tuple(blocks["bank"]),
        logo=picture_bytes(values.get("logo")),
        signature=picture_bytes(signed.get("signature")) if stamped else None,
        accounted=picture_bytes(signed.get("accountant_signature")) if stamped else None,
        stamp=picture_bytes(values.get("stamp")) if stamped else None,
        head=signed.get("signatory") or "",
        head_title=signed.get("signatory_title") or "",
        accountant=signed.get("accountant") or "",
        accent=values.get("accent") or plain.accent,
        second=values.get("second") or plain.second,
        font="serif" if values.get("font") == "serif" else "sans",
    )


def designed(firm: FirmSide, design: Values, language: str) -> tuple[FirmSide, Look]:
    """The own firm in the colours and font of a design, and what else it says of the paper."""
    if not design:
        return firm, Look()
    look = Look(
        size=design["size"],
        pictures=design["pictures"],
        logo=design["logo_side"],
        hidden=tuple(design["hidden"] or ()),
        title=design[f"title_{language}"],
        foot=design[f"foot_{language}"],
        page_numbers=design["page_numbers"],
        fold_marks=design["fold_marks"],
    )
    accent, font = design["accent"] or firm.accent, design["font"] or firm.font
    return replace(firm, accent=accent, font=font), look


#: What goes together when a client is charged by other requisites of his own.
LEGAL = ("legal_name", "country", "tax_id", "reg_code", "reg_number", "vat_id")
BANK = ("bank_account", "bank_code", "bank_name", "corr_account")


def payer_of(actor: Actor, paper: Values) -> Values:
    """Who pays a paper, as far as the asker may read such fields; empty: the client as on file.

    Asked for clients only whom he may read: their payers are theirs.
    """
    key = paper.get("payer")
    if key is None:
        return {}
    known = actor.fields(actor.world.objects["people.payer"])
    found = fetch(actor, "people.payer", [key]).get(key, {})
    return {n: v if n in known else None for n, v in found.items()}


def charged(client: Values, payer: Values) -> Values:
    """A client's values with the requisites by which he pays himself."""
    if payer.get("kind") != "own":
        return client
    told = any(payer.get(name) for name in ("tax_id", "vat_id", "reg_number"))
    put = {name: payer.get(name) for name in LEGAL} if told else {}
    if payer.get("bank_account"):
        put |= {name: payer.get(name) for name in BANK}
    if payer.get("address"):
        put["addresses"] = [{"kind": "main", "value": payer["address"]}]
    return {**client, **{n: v or client.get(n) if n == "legal_name" else v for n, v in put.items()}}


def payer_words(payer: Values, country: Pack) -> str:
    """Somebody else who pays, in one line: name, numbers, address; empty where the client does."""
    if payer.get("kind") != "other":
        return ""
    name = payer.get("legal_name") or payer.get("name") or ""
    return ", ".join((name, *numbers_of(payer, country), *rows(payer.get("address"))))


def numbers_of(client: Values, country: Pack) -> tuple[str, ...]:
    """Tax numbers in ready words, as the client's country names them."""
    own = pack(client["country"]) if client.get("country") else country
    tax = (part for part in own.requisites if part.block == "tax" and part.compact)
    return tuple(part.printed(client[part.field]) for part in tax if client.get(part.field))


def client_side(
    language: str,
    company: Values | None,
    person: Values | None,
    country: Pack,
    payer: Values | None = None,
) -> ClientSide:
    """The company with its contact and its numbers as its country names them (the own firm's where
    it has none), or the person alone; and who pays.
    """
    other = payer or {}
    told = payer_words(other, country)
    if company is None:
        client = charged(person or {}, other)
        name = client.get("legal_name") or client.get("name") or ""
        return ClientSide(name=name, address=address_of(client), payer=told)
    company = charged(company, other)
    name = company.get("legal_name") or company.get("name") or ""
    facts = numbers_of(company, country)
    return ClientSide(name, address_of(company), letters.attention(language, person), facts, told)


def signing(firm: FirmSide, sender: SenderSide, signer: str) -> tuple[FirmSide, SenderSide]:
    """Both sides of a letter, so that who is chosen to sign it stands below it, and only once.

    signer: the plain name of who is chosen; empty: nobody is.
    """
    if not signer:
        return firm, sender
    if signer != sender.name:
        return replace(firm, chosen=True), sender
    return firm, replace(sender, name=firm.head, position=firm.head_title or sender.position)


def sender_side(user: Values | None) -> SenderSide:
    """The owner of the paper."""
    values = user or {}
    return SenderSide(
        name=values.get("name") or "",
        position=values.get("position") or "",
        phone=phone_words(values.get("phone") or ""),
        mail=values.get("email") or "",
    )


def phone_words(text: str) -> str:
    """A stored number as people write it; anything else as it is."""
    return show_phone(text) if text.startswith("+") else text


def address_of(client: Values | None) -> tuple[str, ...]:
    """The lines of the client's address: the main or legal one, else the first."""
    entries = cast(list[dict[str, Any]], (client or {}).get("addresses") or [])
    order = {"main": 0, "legal": 1}
    best = sorted(entries, key=lambda entry: order.get(entry.get("kind", ""), 2))
    return rows(best[0]["value"]) if best else ()


def rows(text: str | None) -> tuple[str, ...]:
    """The filled lines of a text."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def picture_bytes(key: UUID | None) -> bytes | None:
    """A picture's bytes; other files are no pictures."""
    return pictures_of([key]).get(key) if key else None


def pictures_of(keys: list[UUID | None]) -> dict[UUID, bytes]:
    """The bytes of those files that are pictures, each read once."""
    wanted = [key for key in keys if key]
    found = StoredFile.objects.filter(pk__in=wanted, deleted=False, width__isnull=False)
    read: dict[str, bytes] = {}
    for row in found:
        if row.sha256 not in read:
            read[row.sha256] = blobs.read(row.sha256)
    return {row.pk: read[row.sha256] for row in found}
