"""Why an invoice is proposed, and why it is not certain, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

from kartei.modules.finance.matching.facts import Reason

REASONS = {
    "number": pgettext_lazy("reason of a match", "names %(value)s"),
    "number_day": pgettext_lazy("reason of a match", "names %(value)s with its date"),
    "reference": pgettext_lazy("reason of a match", "reference %(value)s"),
    "order": pgettext_lazy("reason of a match", "names order %(value)s"),
    "contract_number": pgettext_lazy("reason of a match", "names the contract"),
    "id": pgettext_lazy("reason of a match", "tax number of the payer"),
    "account": pgettext_lazy("reason of a match", "account of the payer"),
    "name": pgettext_lazy("reason of a match", "name of the payer"),
    "client": pgettext_lazy("reason of a match", "client chosen on the payment"),
    "rule": pgettext_lazy("reason of a match", "learnt rule"),
    "sum": pgettext_lazy("reason of a match", "exact sum"),
    "part": pgettext_lazy("reason of a match", "a part of the sum"),
    "over": pgettext_lazy("reason of a match", "more than is open"),
    "several": pgettext_lazy("reason of a match", "%(value)s invoices together"),
    "oldest": pgettext_lazy("reason of a match", "the oldest first"),
    "habit": pgettext_lazy("reason of a match", "the client's habit"),
}
DOUBTS = {
    "tie": pgettext_lazy("doubt about a match", "others fit as well"),
    "weak": pgettext_lazy("doubt about a match", "number or sum alone prove little"),
    "name_only": pgettext_lazy("doubt about a match", "the payer is known by name only"),
    "unknown_number": pgettext_lazy("doubt about a match", "names %(value)s, which is unknown"),
    "payer": pgettext_lazy("doubt about a match", "%(value)s is another client's"),
    "day": pgettext_lazy("doubt about a match", "%(value)s is of another date"),
    "cancelled": pgettext_lazy("doubt about a match", "%(value)s is cancelled"),
    "paid": pgettext_lazy("doubt about a match", "%(value)s is paid already"),
    "currency": pgettext_lazy("doubt about a match", "%(value)s is in another currency"),
    "contract": pgettext_lazy("doubt about a match", "names another order or contract"),
    "list": pgettext_lazy("doubt about a match", "not all that is named is paid"),
    "later": pgettext_lazy("doubt about a match", "the invoice is younger than the payment"),
    "twice": pgettext_lazy("doubt about a match", "two payments of the same sum"),
    "contest": pgettext_lazy("doubt about a match", "another payment wants the same invoice"),
    "chosen": pgettext_lazy("doubt about a match", "only some of the open invoices"),
    "oldest": pgettext_lazy("doubt about a match", "nothing says which invoices"),
    "torn": pgettext_lazy("doubt about a match", "tax number and account are of different clients"),
    "unknown": pgettext_lazy("doubt about a match", "the payer is unknown"),
    "nothing": pgettext_lazy("doubt about a match", "nothing is left to assign"),
    "own": pgettext_lazy("doubt about a match", "from an own account"),
    "refund": pgettext_lazy("doubt about a match", "speaks of a refund"),
    "tax": pgettext_lazy("doubt about a match", "speaks of taxes or penalties"),
    "loan": pgettext_lazy("doubt about a match", "speaks of a loan or interest"),
    "deposit": pgettext_lazy("doubt about a match", "speaks of a deposit"),
    "till": pgettext_lazy("doubt about a match", "speaks of card payments"),
    "wages": pgettext_lazy("doubt about a match", "speaks of wages or subsidies"),
}


def reason_words(found: Iterable[Reason]) -> list[str]:
    """Why it is proposed, in the language in force; each reason once."""
    return list(dict.fromkeys(str(REASONS[one.code]) % {"value": one.value} for one in found))


def doubt_words(found: Iterable[Reason]) -> list[str]:
    """Why it is not certain."""
    return list(dict.fromkeys(str(DOUBTS[one.code]) % {"value": one.value} for one in found))
