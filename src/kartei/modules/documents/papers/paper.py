"""From a saved paper to what is printed of it, under the rights of who asks."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kartei.modules.documents.packs import Pack, pack
from kartei.modules.documents.papers import companions, letters, sides
from kartei.modules.documents.papers.extras import Extras
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Values, fetch
from kartei.modules.documents.papers.paying import payment
from kartei.modules.documents.papers.sums import counts, rate, scaled
from kartei.modules.documents.render.model import (
    Language,
    PaperDocument,
    PaperLine,
    PaperSums,
    Payment,
)
from kartei.modules.documents.render.totals import RateTotals, VatMode
from kartei.modules.documents.rules.accounts import account_for
from kartei.modules.documents.rules.designs import all_designs, closest
from kartei.modules.documents.rules.signatories import signed
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import SCALE
from kartei.platform.meta.errors import forbidden
from kartei.platform.records.files import own_files

NEEDED = ("number", "date", "currency", "vat_mode", "net", "vat", "total", "lines")
NEEDED_LINE = ("name", "quantity", "price", "vat_rate", "amount", "net", "vat", "total")


def document(kind: Kind, actor: Actor, key: UUID, layout: str = "") -> PaperDocument:
    """The printable paper; the caller has checked that the row may be printed.

    A field that the asker may not read is not printed; without one of those that make a paper
    (number, sums, lines) there is no paper for him: 403. Purchase prices and profit are never read.
    """
    return document_of(kind, actor, fetch(actor, kind.object, [key])[key], layout)


def document_of(kind: Kind, actor: Actor, found: Values, layout: str = "") -> PaperDocument:
    """The printable paper of a paper's values, saved or not; refuses like `document`."""
    paper = visible(kind, actor, found)
    extras = Extras.of(kind, actor, paper)
    language = cast(Language, paper["language"])
    company = sides.seen(actor, "people.company", paper["company"])
    person = sides.seen(actor, "people.person", paper["person"])
    stored = fetch(actor, "documents.firm", [paper["firm"]]).get(paper["firm"], {})
    firm = account_for(stored, paper["currency"])
    payer = sides.payer_of(actor, paper) if company or person else {}
    owner = fetch(actor, "access.user", [paper["owner"]]).get(paper["owner"])
    signing = signed(firm, paper)
    handed = kind.handover(actor, paper, signing) if kind.handover else None
    design = closest(all_designs(), paper["firm"], kind.word)
    own_firm, look = sides.designed(
        sides.firm_side(firm, signing, stamped=bool(design.get("signed"))), design, language
    )
    own_firm, sender = sides.signing(own_firm, sides.sender_side(owner), signing["signer"])
    number = paper["number"] or unnumbered(language)
    printed = PaperDocument(
        language=language,
        firm=own_firm,
        client=sides.client_side(language, company, person, pack(firm.get("country")), payer),
        sender=sender,
        number=number,
        date=paper["date"],
        kind=handed.form if handed else paper.get("kind") or kind.word,
        until=paper[kind.until] if kind.until else None,
        supplied_on=paper.get("supplied_on"),
        supplied_until=paper.get("supplied_until"),
        supplied_same=at_once(kind, paper, pack(firm.get("country"))),
        corrects=corrected(kind, actor, paper),
        handover=handed,
        payment=payment(kind, {**paper, "number": number}, firm) if kind.charges else Payment(),
        currency=paper["currency"],
        vat_mode=VatMode(paper["vat_mode"]),
        lines=printed_lines(kind, actor, paper, extras),
        columns=extras.columns,
        sums=printed_sums(paper),
        basis=paper.get("basis") or "" if kind.charges else "",
        subject=paper["subject"] or "",
        salutation=letters.salutation(language, person),
        intro=paper["intro"] or "",
        outro=paper["outro"] or "",
        look=look,
        layout=layout or paper["layout"] or kind.layout,
    )
    return companions.amended(kind.object, actor, found, printed)


def at_once(kind: Kind, paper: Values, country: Pack) -> bool:
    """Whether a paper tells that it was supplied on its own day, for want of another."""
    supplied = paper.get("kind") in kind.supplies and not paper.get("supplied_on")
    return country.supply and supplied


def unnumbered(language: str) -> str:
    """What stands for the number of a paper that gets one when it is issued."""
    with override(language):
        return str(_("Draft"))


def corrected(kind: Kind, actor: Actor, paper: Values) -> tuple[str, date] | None:
    """Number and day of the paper that this one takes back."""
    key: UUID | None = paper.get("corrects")
    old = fetch(actor, kind.object, [key]).get(key) if key else None
    return (old["number"], old["date"]) if old else None


def visible(kind: Kind, actor: Actor, found: Values) -> Values:
    """The paper's values as far as its fields exist for the asker."""
    obj = actor.world.objects[kind.object]
    known = actor.fields(obj)
    columns = known["lines"].lines if "lines" in known else {}
    if any(n not in known for n in NEEDED) or any(n not in columns for n in NEEDED_LINE):
        raise forbidden(_("Your role does not show you all that is printed on this document"))
    values = {n: v if n in known else None for n, v in found.items()}
    values["lines"] = [
        {n: v if n in columns else None for n, v in line.items()} for line in found["lines"]
    ]
    return values


def printed_lines(kind: Kind, actor: Actor, paper: Values, extras: Extras) -> tuple[PaperLine, ...]:
    """The lines with their pictures, as far as the asker may see these files."""
    keys = [line["picture"] for line in paper["lines"] if line["picture"]]
    pictures = sides.pictures_of(list(own_files(actor, keys)))
    measures = actor.world.objects[kind.object].fields["lines"].lines["unit"].options
    with override(paper["language"]):
        units = {option.value: str(option.label) for option in measures}
    return tuple(
        PaperLine(
            position=str(place),
            name=line["name"],
            description=line["description"] or "",
            article=line["article"] or "",
            unit=units.get(line["unit"] or "", line["unit"] or ""),
            quantity=line["quantity"],
            price=scaled(line["price"], paper["currency"]),
            discount=line["discount"] or 0,
            vat=rate(line["vat_rate"]),
            amount=line["amount"].minor,
            picture=pictures.get(line["picture"]),
            cells=extras.cells(line),
            facts=extras.facts(line),
            optional=bool(line.get("optional")),
            chosen=bool(line.get("chosen")),
        )
        for place, line in enumerate(paper["lines"], 1)
    )


def printed_sums(paper: Values) -> PaperSums:
    """The sums as they were saved: paper, screen and API cannot differ."""
    lines: list[dict[str, Any]] = [line for line in paper["lines"] if counts(line)]
    without = paper.get("without_options")
    mode = VatMode(paper["vat_mode"])
    amount = sum(line["amount"].minor for line in lines)
    net, vat, total = (paper[n].minor for n in ("net", "vat", "total"))
    rates: dict[int | None, list[int]] = {}
    for line in lines:
        row = rates.setdefault(None if mode is VatMode.NONE else rate(line["vat_rate"]), [0, 0, 0])
        for at, name in enumerate(("net", "vat", "total")):
            row[at] += line[name].minor
    order = sorted(rates, key=lambda r: (r is None, -(r or 0)))
    return PaperSums(
        amount=amount,
        discount=amount - (total if mode is VatMode.INCLUDED else net),
        net=net,
        vat=vat,
        total=total,
        rates=tuple(RateTotals(r, *rates[r]) for r in order),
        discount_percent=min(max(paper["discount"] or 0, 0), 100 * SCALE),
        without_options=without.minor if without else None,
    )
