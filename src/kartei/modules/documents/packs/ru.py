"""Russia. VAT: tax code art. 164; 22 % since 2026 by law 425-ФЗ of 28.11.2025."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.packs.base import Needed, Pack, Requisite, VatRate
from kartei.modules.documents.render.totals import VatMode, VatRounding
from kartei.platform.kit import requisites

RU = Pack(
    id="ru",
    currency="RUB",
    vat_mode=VatMode.INCLUDED,
    rounding=VatRounding.LINE,
    rates=(
        VatRate("20", date(2019, 1, 1), date(2025, 12, 31), standard=True),
        VatRate("22", date(2026, 1, 1), standard=True),
        VatRate("10", date(2019, 1, 1)),
        VatRate("7", date(2025, 1, 1)),
        VatRate("5", date(2025, 1, 1)),
        VatRate("0", date(2019, 1, 1)),
    ),
    requisites=(
        Requisite("tax_id", "ИНН", "tax", requisites.inn),
        Requisite("reg_code", "КПП", "tax", requisites.kpp),
        Requisite("reg_number", "ОГРН", "tax", requisites.ogrn),
        Requisite("bank_account", "Р/с", "bank", requisites.account),
        Requisite("bank_name", "", "bank", compact=False),
        Requisite("bank_code", "БИК", "bank", requisites.bik),
        Requisite("corr_account", "К/с", "bank", requisites.correspondent),
    ),
    valid_days=14,
    pay_days=5,
    counter_invoices=False,
    code="st00012",
    words=True,
    needed=(
        Needed(("tax_id",), "ИНН"),
        Needed(("bank_account",), _("bank account")),
        Needed(("bank_code",), "БИК"),
    ),
)
