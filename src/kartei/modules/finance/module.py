"""Money: accounts, payments and what follows from them."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.finance import entities, rule_entity, statement_entity
from kartei.modules.finance.promise_entity import promise
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="finance",
    title=_("Money"),
    about=_("Cash desks and bank accounts, payments of invoices and bills, closed periods"),
    needs=("people", "sales", "catalog", "documents", "offers", "billing", "einvoice"),
    entities=(
        entities.account, entities.category, entities.payment, entities.lock,
        statement_entity.statement, rule_entity.rule, promise,
    ),
    menu=(
        Menu(
            "finance.receivables", _("Receivables"), "invoice", "money", 5, "billing.invoice",
            view="/receivables",
        ),
        Menu("finance.payment", _("Payments"), "money", "money", 10, "finance.payment"),
        Menu(
            "finance.statement", _("Bank statements"), "money", "money", 15, "finance.statement",
        ),
        Menu(
            "finance.account", _("Cash desks and accounts"), "money", "money", 20,
            "finance.account",
        ),
        Menu(
            "finance.matching", _("Match payments"), "check", "money", 12, "finance.payment",
            view="/matching", needs="write",
        ),
        Menu(
            "finance.rule", _("Rules about payers"), "star", "settings", 37, "finance.rule",
            needs="create",
        ),
        Menu(
            "finance.forecast", _("Forecast of receipts"), "chart", "money", 70,
            "billing.invoice", "/forecast",
        ),
        Menu("finance.lock", _("Closed periods"), "shield", "money", 80, "finance.lock"),
        Menu(
            "finance.category", _("Categories of payments"), "tag", "settings", 36,
            "finance.category", needs="create",
        ),
    ),
)  # fmt: skip
