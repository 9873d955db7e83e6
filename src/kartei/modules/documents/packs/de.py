"""Germany. VAT: § 12 UStG; the lowered rates of the second half of 2020 are past and left out."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.packs.base import Needed, Pack, Requisite, VatRate
from kartei.modules.documents.render.totals import VatMode, VatRounding
from kartei.platform.kit import requisites

DE = Pack(
    id="de",
    currency="EUR",
    vat_mode=VatMode.ON_TOP,
    rounding=VatRounding.RATE,
    rates=(
        VatRate("19", date(2021, 1, 1), standard=True),
        VatRate("7", date(2021, 1, 1)),
        VatRate("0", date(2021, 1, 1)),
    ),
    requisites=(
        Requisite("reg_number", "", "legal", compact=False),
        Requisite("vat_id", "USt-IdNr.", "tax", requisites.german_vat),
        Requisite("tax_id", "Steuernr.", "tax", requisites.german_tax),
        Requisite("bank_name", "", "bank", compact=False),
        Requisite("bank_account", "IBAN", "bank", requisites.iban, four=True),
        Requisite("bank_code", "BIC", "bank", requisites.bic),
    ),
    valid_days=30,
    supply=True,
    needed=(
        Needed(("address",), _("address")),
        Needed(("tax_id", "vat_id"), _("tax number or VAT number")),
    ),
)
