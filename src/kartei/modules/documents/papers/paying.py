"""How a charge is paid: account, purpose, sum in words, payment code."""

from __future__ import annotations

from django.utils.translation import override, pgettext

from kartei.modules.documents.packs import Pack, pack
from kartei.modules.documents.packs.base import four
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Values
from kartei.modules.documents.render import payqr
from kartei.modules.documents.render.inwords import in_words
from kartei.modules.documents.render.model import Account, Payment
from kartei.platform.kit import requisites
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount


def payment(kind: Kind, paper: Values, firm: Values) -> Payment:
    """What a charge tells its payer; a reversal and a charge of nothing are not paid."""
    total, country = paper["total"], pack(firm.get("country"))
    words = in_words(total, paper["language"]) if country.words else ""
    account = account_of(firm)
    if total.minor <= 0 or paper.get("kind") == "reversal":
        return Payment(account=account, words=words)
    purpose = purpose_of(paper)
    code = code_of(country, account, total, purpose) if account else ""
    return Payment(account, purpose, words, code)


def account_of(firm: Values) -> Account | None:
    """The own firm's account; None while it has no number."""
    number = firm.get("bank_account")
    if not number:
        return None
    return Account(
        name=firm.get("legal_name") or firm.get("name") or "",
        number=four(number) if requisites.iban(number, {}) else number,
        bank=firm.get("bank_name") or "",
        code=firm.get("bank_code") or "",
        correspondent=firm.get("corr_account") or "",
        tax_id=firm.get("tax_id") or "",
        reg_code=firm.get("reg_code") or "",
    )


def purpose_of(paper: Values) -> str:
    """The words by which the payment will be known."""
    with override(paper["language"]):
        return pgettext("purpose of a payment", "Invoice %(number)s of %(date)s") % {
            "number": paper["number"],
            "date": paper["date"].strftime("%d.%m.%Y"),
        }


def code_of(country: Pack, account: Account, total: Amount, purpose: str) -> str:
    """The text of the payment code; empty where the account or currency has none."""
    try:
        if country.code == "st00012":
            payee = payqr.RussianPayee(
                account.name, account.number, account.bank, account.code, account.correspondent,
                account.tax_id, account.reg_code,
            )  # fmt: skip
            return payqr.st00012(payee, total, purpose)
        iban = account.number.replace(" ", "")
        if requisites.iban(iban, {}):
            return payqr.epc(account.name, iban, total, purpose, bic=account.code)
    except ValueFault:
        # The paper is as good without a code: other currency, requisites that are not whole.
        return ""
    return ""
