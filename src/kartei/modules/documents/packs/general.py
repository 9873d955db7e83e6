"""Every other country: the rates in common use; numbers are taken as they are."""

from datetime import date

from kartei.modules.documents.packs.base import Pack, Requisite, VatRate
from kartei.modules.documents.render.totals import VatMode, VatRounding

_RATES = ("20", "25", "21", "19", "18", "15", "12", "10", "7", "5", "0")

GENERAL = Pack(
    id="general",
    currency="EUR",
    vat_mode=VatMode.ON_TOP,
    rounding=VatRounding.RATE,
    rates=tuple(VatRate(rate, date(2000, 1, 1), standard=rate == "20") for rate in _RATES),
    requisites=(
        Requisite("reg_number", "", "legal", compact=False),
        Requisite("vat_id", "VAT", "tax"),
        Requisite("tax_id", "Tax no.", "tax"),
        Requisite("bank_name", "", "bank", compact=False),
        Requisite("bank_account", "Account", "bank"),
        Requisite("bank_code", "BIC", "bank"),
    ),
    valid_days=30,
)
