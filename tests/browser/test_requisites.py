"""An invoice whose client lacks requisites: they are typed where it is issued."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import person
from tests.browser.test_sale import ISSUE
from tests.live import House

WRONG, RIGHT = "7707083894", "7707083893"


@pytest.mark.parametrize("language", ["ru"])
def test_what_the_client_lacks_is_typed_where_the_invoice_is_issued(
    browser: Browser, demo_house: House, language: str
) -> None:
    """The dialog says what is missing, keeps what was typed, saves it, and issues."""
    with person(browser, demo_house, login="admin", language=language) as one:
        page = one.page
        client = one.ask("POST", "/records/people.company", {"name": "Новый", "country": "ru"})
        line = {"name": "Окно", "quantity": "1", "price": "450", "vat_rate": "22"}
        values = {"company": client["id"], "lines": [line]}
        invoice = one.ask("POST", "/records/billing.invoice", values)
        one.open(f"/o/billing.invoice/{invoice['id']}")
        name = ISSUE[language]
        page.locator(".cmd").get_by_role("button", name=name, exact=True).click()
        dialog = page.get_by_role("alertdialog")
        expect(dialog.get_by_role("alert")).to_contain_text(["ИНН", "Новый"])
        address = dialog.locator("[data-field=addresses] input").first
        number = dialog.locator("[data-field=tax_id] input")
        issue = dialog.get_by_role("button", name=name, exact=True)
        address.fill("Тула, ул. Мира, д. 1")
        number.fill(WRONG)
        issue.click()
        expect(dialog.locator("[data-field=tax_id]")).to_contain_text("10")
        expect(address).to_have_value("Тула, ул. Мира, д. 1")
        number.fill(RIGHT)
        issue.click()
        expect(dialog).to_have_count(0)
        found = one.ask("GET", f"/records/billing.invoice/{invoice['id']}")
        assert found["status"] == "issued"
        told = one.ask("GET", f"/records/people.company/{client['id']}")
        assert (told["tax_id"], told["addresses"][0]["value"]) == (RIGHT, "Тула, ул. Мира, д. 1")
