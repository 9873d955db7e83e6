"""The rules of delivery documents: what they propose, what they need, what is too much."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kartei.modules.billing.delivery_words import FORMS
from kartei.modules.billing.rules.delivery_kind import DELIVERY, numbered_as
from kartei.modules.billing.rules.remaining import LINKS, TAX, TRANSFER, excess, handed_over
from kartei.modules.billing.rules.sources import hold, source_lines
from kartei.modules.documents.contract import NO_VAT, Material, fill, gather, keep_pictures, number
from kartei.modules.documents.contract import pack as pack_of
from kartei.platform.kit.money import SCALE
from kartei.platform.records import store
from kartei.platform.records.draft import Draft

Values = dict[str, Any]
#: Verb of the command that issues; others leave state and number alone.
ISSUE = "issue"


def prepare(drafts: list[Draft]) -> None:
    """Complete, check and add up delivery documents; those being issued are checked and numbered.

    Faults: those of `fill`, `check_complete` and `check_quantities`.
    """
    found = gather(DELIVERY, drafts)
    for draft in drafts:
        fill(DELIVERY, draft, found)
    issued = [draft for draft in drafts if draft.verb == ISSUE]
    hold(issued)
    for draft in issued:
        check_complete(draft, found)
        check_quantities(draft)
    for form in {draft.get("form") for draft in issued}:
        number(numbered_as(form), [d for d in issued if d.get("form") == form], found)


def check_complete(draft: Draft, found: Material) -> None:
    """Lines and a client; forms of Russian law need requisites and rates of the day as well.

    Faults: `billing.no_lines`, `billing.no_client`, `billing.no_address`, `billing.requisites`,
    `billing.rate`.
    """
    if not draft.get("lines"):
        draft.fault("lines", "billing.no_lines", _("Enter what is handed over"))
    if draft.get("company") is None and draft.get("person") is None:
        draft.fault("company", "billing.no_client", _("Who gets it? Choose the client"))
    form = FORMS[draft.get("form")]
    if len(form.prefixes) > 1:
        return
    check_requisites(draft, found)
    held = (*pack_of("ru").rates_on(draft.get("date")), NO_VAT)
    if (form.tax or form.advance) and any(
        line["vat_rate"] not in held for line in draft.get("lines") or []
    ):
        words = _("On this day some of the VAT rates of the lines are not law in Russia")
        draft.fault("lines", "billing.rate", words)


def check_requisites(draft: Draft, found: Material) -> None:
    """The tax numbers and addresses of both sides that Russian forms must tell."""
    firm = found.firms.get(draft.get("firm"), {})
    client: Values = {}
    for field, name in (("company", "people.company"), ("person", "people.person")):
        key = draft.get(field)
        if key is not None and not client:
            client = store.load(draft.actor, draft.actor.world.objects[name], [key])[key]
    tax_id, address = ("tax_id", _("tax number")), ("address", _("address"))
    located = ("addresses", _("address"))
    asked = (
        ("firm", firm, [tax_id, address]),
        ("company", client, [tax_id, located] if draft.get("company") else [located]),
    )
    for field, values, needed in asked:
        missing = [words for name, words in needed if values and not values.get(name)]
        if missing:
            text = _("Enter first for “%(name)s”: %(missing)s")
            named = values.get("legal_name") or values.get("name") or ""
            draft.fault(field, "billing.requisites", text, name=named, missing=", ".join(missing))


def check_quantities(draft: Draft) -> None:
    """More than was ordered or charged is asked back. Fault: `billing.over`."""
    if draft.get("over"):
        return None
    form = FORMS[draft.get("form")]
    for name, link in LINKS.items():
        key = draft.get(link)
        if key is None:
            continue
        for counted, forms in ((form.transfer, TRANSFER), (form.tax, TAX)):
            if not counted:
                continue
            before = handed_over(name, key, forms)
            over = excess(source_lines(draft.actor, name, key), before, draft.get("lines") or [])
            if over:
                return told(draft, over)
    return None


def told(draft: Draft, over: list[tuple[Values, int]]) -> None:
    """The refusal names line and quantity, and the cure."""
    said = [f"{line['name']}: {plain(much)}" for line, much in over]
    text = _(
        "More than is still open – %(lines)s. Lower the quantities, or tick “More than ordered "
        "is meant”"
    )
    draft.fault("over", "billing.over", text, lines="; ".join(said))


def plain(quantity: int) -> str:
    """A quantity in millionths without needless decimals."""
    whole, rest = divmod(quantity, SCALE)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")


def check_bin(draft: Draft) -> None:
    """An issued paper is not deleted. Fault: `billing.issued`."""
    if draft.verb == "delete" and draft.old["status"] != "draft":
        draft.fault("status", "billing.issued", _("An issued document stays; cancel it instead"))


def follow(draft: Draft) -> None:
    """Pictures uploaded for lines belong to the paper."""
    keep_pictures(draft)
