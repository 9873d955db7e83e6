"""Choices of accounts, categories and payments."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

ACCOUNT_KINDS = (
    Option("bank", pgettext_lazy("kind of money account", "bank account"), "info"),
    Option("cash", pgettext_lazy("kind of money account", "cash desk"), "pos"),
    Option("online", pgettext_lazy("kind of money account", "online payments"), "alt"),
)
WAYS = (
    Option("in", pgettext_lazy("way of money", "income"), "pos"),
    Option("out", pgettext_lazy("way of money", "expense"), "neg"),
)
#: What a category means for gross profit and the forecast, whatever the firm calls it.
ROLES = (
    Option("sale", pgettext_lazy("role of a category", "sales")),
    Option("goods", pgettext_lazy("role of a category", "goods and material")),
    Option("direct", pgettext_lazy("role of a category", "direct costs of orders")),
    Option("channel", pgettext_lazy("role of a category", "advertising and channels")),
    Option("staff", pgettext_lazy("role of a category", "staff")),
    Option("tax", pgettext_lazy("role of a category", "taxes and duties")),
    Option("overhead", pgettext_lazy("role of a category", "running costs")),
    Option("own", pgettext_lazy("role of a category", "owners' money and loans")),
    Option("other", pgettext_lazy("role of a category", "other")),
)
PAYMENT_KINDS = (
    Option("in", pgettext_lazy("kind of payment", "income"), "pos"),
    Option("out", pgettext_lazy("kind of payment", "expense"), "neg"),
    Option("transfer", pgettext_lazy("kind of payment", "transfer"), "info"),
    Option("writeoff", pgettext_lazy("kind of payment", "write-off"), "alt"),
)
#: How far a payment is assigned.
STATES = (
    Option("open", pgettext_lazy("state of a payment", "not assigned"), "warn"),
    Option("part", pgettext_lazy("state of a payment", "assigned in part"), "info"),
    Option("done", pgettext_lazy("state of a payment", "assigned"), "pos"),
)
#: Who said what a payment is for.
MATCHED = (
    Option("hand", pgettext_lazy("matching of a payment", "by hand")),
    Option("certain", pgettext_lazy("matching of a payment", "by itself"), "info"),
    Option("rule", pgettext_lazy("matching of a payment", "by a rule"), "alt"),
)
LINE_KINDS = (
    Option("pay", pgettext_lazy("line of a payment", "payment")),
    Option("discount", pgettext_lazy("line of a payment", "discount for early payment")),
    Option("fee", pgettext_lazy("line of a payment", "bank fee")),
)
#: Lines that settle an invoice without money: what the client kept back.
WITHOUT_MONEY = ("discount", "fee")

#: How numbers begin, by the kind of account, that of the payment, and the own firm's language.
CASH = {
    "in": {"ru": "ПКО", "de": "KE", "en": "CR"},
    "out": {"ru": "РКО", "de": "KA", "en": "CP"},
}
PREFIXES = {
    "in": {"ru": "БП", "de": "ZE", "en": "PR"},
    "out": {"ru": "БР", "de": "ZA", "en": "PP"},
    "transfer": {"ru": "ПЕР", "de": "UB", "en": "TR"},
    "writeoff": {"ru": "СПИС", "de": "AUS", "en": "WO"},
}

#: Formats of banks' files.
FORMATS = (
    Option("1c", pgettext_lazy("format of a bank's file", "1C file")),
    Option("camt", pgettext_lazy("format of a bank's file", "CAMT file")),
    Option("mt940", pgettext_lazy("format of a bank's file", "MT940 file")),
    Option("table", pgettext_lazy("format of a bank's file", "table")),
)
STATEMENT_STATES = (
    Option("new", pgettext_lazy("state of a statement", "read, not booked"), "warn"),
    Option("busy", pgettext_lazy("state of a statement", "being worked on"), "info"),
    Option("part", pgettext_lazy("state of a statement", "booked in part"), "alt"),
    Option("done", pgettext_lazy("state of a statement", "booked"), "pos"),
    Option("undone", pgettext_lazy("state of a statement", "taken back")),
)
