"""What an invoice must have before it is issued."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import (
    NO_VAT,
    Material,
    account_for,
    charged,
    pack,
    payer_of,
)
from kartei.platform.meta.errors import FieldFault
from kartei.platform.records import store
from kartei.platform.records.draft import Draft


def check_complete(draft: Draft, found: Material) -> None:
    """Lines, a client with an address, an own firm with its requisites, rates of the day.

    Lines that settle an earlier invoice keep the rate of its day.

    Faults: `billing.no_lines`, `billing.no_client`, `billing.no_address`, `billing.requisites`,
    `billing.client_requisites`, `billing.rate`.
    """
    if not draft.get("lines"):
        draft.fault("lines", "billing.no_lines", _("An invoice needs lines"))
    check_client(draft)
    firm = account_for(found.firms.get(draft.get("firm"), {}), draft.get("currency"))
    country = pack(firm.get("country"))
    missing = [
        str(part.named) for part in country.needed if not any(firm.get(n) for n in part.fields)
    ]
    if missing:
        text = _("The own firm “%(firm)s” lacks: %(missing)s")
        draft.fault(
            "firm", "billing.requisites", text, firm=firm.get("name"), missing=", ".join(missing)
        )
    held = (*country.rates_on(draft.get("date")), NO_VAT)
    for place, line in enumerate(draft.get("lines") or []):
        if line["vat_rate"] not in held and not line.get("settles"):
            words = str(_("On this day there is no VAT rate of %(rate)s %%"))
            draft.faults.append(
                FieldFault(
                    "lines", "billing.rate", words % {"rate": line["vat_rate"]},
                    f"/lines/{place}/vat_rate", draft.row,
                )
            )  # fmt: skip


def check_client(draft: Draft) -> None:
    """Somebody who is charged, with an address (§ 14 (4) 1 UStG), a Russian firm with its ИНН."""
    for field, name in (("company", "people.company"), ("person", "people.person")):
        key = draft.get(field)
        if key is None:
            continue
        client = store.load(draft.actor, draft.actor.world.objects[name], [key])[key]
        payer = payer_of(draft.actor, {"payer": draft.get("payer")})
        client = charged(client, payer)
        if client.get("country") == "ru" and not client.get("tax_id"):
            text = _("“%(name)s” lacks: %(missing)s")
            draft.fault(
                field, "billing.client_requisites", text, name=client["name"], missing="ИНН"
            )
        if not client.get("addresses"):
            text = _("Enter the address of “%(name)s” first")
            draft.fault(field, "billing.no_address", text, name=client.get("name") or "")
        return
    draft.fault("company", "billing.no_client", _("Whom is the invoice for?"))
