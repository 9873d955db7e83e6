"""A statement of account on the own firm's letterhead; who keeps accounts tells the movements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from kartei.modules.documents.drawing import render_paper
from kartei.modules.documents.packs import pack
from kartei.modules.documents.papers import letters, sides
from kartei.modules.documents.papers.issue import refused
from kartei.modules.documents.papers.material import fetch
from kartei.modules.documents.render.model import Language, PaperDocument, PaperSums
from kartei.modules.documents.render.statement import Movement, Statement, period
from kartei.modules.documents.render.totals import VatMode
from kartei.modules.documents.rules.accounts import account_for
from kartei.modules.documents.rules.designs import all_designs, closest
from kartei.platform.access.actor import Actor

WORD = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What is to be printed: between which two sides, in which currency and language, the days, and
    the movements; opening and sums in minor units.
    """

    firm: UUID
    company: UUID | None
    person: UUID | None
    currency: str
    language: str
    since: date
    until: date
    opening: int
    movements: Sequence[Movement]


def statement_paper(actor: Actor, wanted: Reckoning) -> PaperDocument:
    """The printable statement, signed by the asker; it omits what he may not read."""
    language = cast(Language, wanted.language)
    stored = fetch(actor, "documents.firm", [wanted.firm])[wanted.firm]
    firm = account_for(stored, wanted.currency)
    company = sides.seen(actor, "people.company", wanted.company)
    person = sides.seen(actor, "people.person", wanted.person)
    design = closest(all_designs(), wanted.firm, WORD)
    side = sides.firm_side(firm, firm, stamped=bool(design.get("signed")))
    own_firm, look = sides.designed(side, design, language)
    client = sides.client_side(language, company, person, pack(firm.get("country")))
    told = Statement(
        firm=firm.get("legal_name") or own_firm.name,
        client=client.name,
        since=wanted.since,
        until=wanted.until,
        opening=wanted.opening,
        movements=tuple(wanted.movements),
    )
    writer = fetch(actor, "access.user", [actor.user]).get(actor.user)
    return PaperDocument(
        language=language,
        firm=own_firm,
        client=client,
        sender=sides.sender_side(writer),
        number=period(told, language),
        date=actor.ctx.today,
        currency=wanted.currency,
        vat_mode=VatMode.NONE,
        lines=(),
        sums=PaperSums(0, 0, 0, 0, 0, ()),
        kind=WORD,
        layout=WORD,
        statement=told,
        salutation=letters.salutation(language, person),
        look=look,
    )


def statement_pdf(found: PaperDocument) -> bytes:
    """The statement as PDF; 422 for what cannot be printed."""
    return refused(lambda: render_paper(found))
