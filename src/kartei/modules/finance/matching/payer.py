"""Who pays: which clients the payer may be, how surely, and whether that is contradicted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kartei.modules.finance.matching.book import Book, plain_id, plain_name
from kartei.modules.finance.matching.facts import Incoming, OpenInvoice, Reason, Rule, Rules
from kartei.modules.finance.matching.reading import Reading
from kartei.platform.kit.legal_forms import without_legal_form
from kartei.platform.kit.text import fold

SURE, ALIKE, UNKNOWN = 2, 1, 0
_LONG_NAME = 5


@dataclass(frozen=True, slots=True)
class Payer:
    """clients: who it may be, sorted. known: SURE, ALIKE (by name) or UNKNOWN.

    reasons: what it was seen by. torn: tax number and account are of different clients. own: one's
    own firm. name: how it compares.
    """

    clients: tuple[str, ...] = ()
    known: int = UNKNOWN
    reasons: tuple[Reason, ...] = ()
    torn: bool = False
    own: bool = False
    id: str = ""
    name: str = ""


def payer_of(payment: Incoming, book: Book, rules: Rules, rule: Rule | None) -> Payer:
    """Who pays, by the strongest sign: what somebody said, tax number, account, name."""
    number, account = plain_id(payment.party_id), plain_id(payment.account)
    name = plain_name(payment.party) if payment.party else ""
    if rules.own & {number, account} - {""}:
        return Payer(own=True, id=number, name=name)
    said = payment.client or (rule.client if rule else "")
    if said:
        why = Reason("rule", rule.key) if rule and rule.client == said else Reason("client")
        return Payer((said,), SURE, (why,), id=number, name=name)
    by_id = book.by_id.get(number, set()) if number else set()
    by_account = book.by_account.get(account, set()) if account else set()
    if by_id or by_account:
        both = by_id & by_account
        torn = bool(by_id and by_account and not both)
        reasons = _seen(by_id, payment.party_id, by_account, payment.account)
        chosen = tuple(sorted(both or by_id or by_account))
        return Payer(chosen, SURE, reasons, torn, id=number, name=name)
    alike = book.by_name.get(name, set()) if len(name) >= _LONG_NAME else set()
    if alike and not _foreign(number, alike, book):
        return Payer(tuple(sorted(alike)), ALIKE, (Reason("name", payment.party),), name=name)
    return Payer(id=number, name=name)


def _seen(by_id: set[str], number: str, by_account: set[str], account: str) -> tuple[Reason, ...]:
    return (
        *((Reason("id", number),) if by_id else ()),
        *((Reason("account", account),) if by_account else ()),
    )


def _foreign(number: str, clients: set[str], book: Book) -> bool:
    """Whether the payer has a tax number and all of these have other ones."""
    return bool(number) and all(
        any(one.ids for one in book.of_client[client]) for client in clients
    )


def contradicts(payer: Payer, one: OpenInvoice, reading: Reading) -> bool:
    """Whether somebody else pays, and the purpose does not say that it is for the client."""
    if one.client in payer.clients:
        return payer.torn
    if payer.known == SURE:
        return True
    if payer.known == ALIKE or (payer.id and one.ids):
        return not speaks_of(one, reading)
    return False


def speaks_of(one: OpenInvoice, reading: Reading) -> bool:
    """Whether the purpose names the client."""
    text = f" {plain_text(reading.text)} "
    return any(
        len(name) >= _LONG_NAME and f" {name} " in text
        for name in (plain_text(without_form(known)) for known in one.names)
    )


def without_form(name: str) -> str:
    """A name without its legal form, its words in their own order."""
    return without_legal_form(fold(name))


def plain_text(text: str) -> str:
    """Words only, so that quotation marks and stops do not part what is the same."""
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())


class Laws:
    """The learnt rules by payer, so that thousands of them cost a payment nothing."""

    def __init__(self, rules: Rules) -> None:
        self.by: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules.learnt:
            if rule.party_id or rule.account or rule.word:
                self.by[plain_id(rule.party_id or rule.account)].append(rule)

    def fitting(self, payment: Incoming, reading: Reading) -> Rule | None:
        """The rule that asks for most and fits; the same one whatever their order."""
        number, account = plain_id(payment.party_id), plain_id(payment.account)
        found = [
            rule
            for key in {number, account, ""}
            for rule in self.by.get(key, ())
            if (not rule.party_id or plain_id(rule.party_id) == number)
            and (not rule.account or plain_id(rule.account) == account)
            and (not rule.word or fold(rule.word) in reading.text)
        ]
        return min(found, key=_weight, default=None)


def _weight(rule: Rule) -> tuple[int, int, str]:
    asked = sum(map(bool, (rule.party_id, rule.account, rule.word)))
    return -asked, -len(rule.word), rule.key
