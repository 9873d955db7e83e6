"""The shop of offers, fit for issuing: own firms with requisites, a client with an address."""

from __future__ import annotations

from kartei.modules.offers.tests.shop import Shop, make_shop
from kartei.platform.records import write

REQUISITES = {
    "ru": {"legal_name": "ООО «Окна Заречья»", "tax_id": "7707083893", "reg_code": "770701001",
           "bank_account": "40702810138250123017", "bank_name": "АО «Пример Банк»",
           "bank_code": "044525225", "corr_account": "30101810400000000225",
           "signatory": "Зотов П. А.", "accountant": "Ким А. И."},
    "de": {"legal_name": "Fensterbau Brandt e. K.", "address": "Hansastraße 18\n01097 Dresden",
           "vat_id": "DE136695976", "bank_account": "DE89370400440532013000",
           "bank_code": "COBADEFFXXX", "bank_name": "Musterbank"},
}  # fmt: skip


def billing_shop() -> Shop:
    """Firms of Russia and Germany that may issue, and alice's client."""
    shop = make_shop()
    for country, values in REQUISITES.items():
        write.change(shop.cast.admin, "documents.firm", shop.firms[country], values)
    address = [{"kind": "main", "value": "Тула, ул. Мира, д. 1"}]
    write.change(shop.cast.alice, "people.company", shop.company, {"addresses": address})
    return shop
