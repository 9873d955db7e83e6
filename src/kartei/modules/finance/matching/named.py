"""Invoices that the purpose or the reference of a payment names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from kartei.modules.finance.matching import numbers
from kartei.modules.finance.matching import vocabulary as words
from kartei.modules.finance.matching.book import plain_id
from kartei.modules.finance.matching.claim import Case, Claim, discounted, filled, total
from kartei.modules.finance.matching.facts import OpenInvoice, Part, Proposal, Reason
from kartei.modules.finance.matching.payer import UNKNOWN, contradicts
from kartei.modules.finance.matching.reading import Mention, read

DATED = numbers.FULL + 1
REFERENCE = DATED + 1
_COMBINATIONS = 64


@dataclass(frozen=True, slots=True)
class Hit:
    """An invoice that a number may mean. wrong_day: another day than its own was named."""

    invoice: OpenInvoice
    level: int
    said: str
    wrong_day: bool = False
    firm: bool = True
    order: bool = False


def claim_named(case: Case) -> Claim | None:
    """What the payment names, or nothing where it names nothing that is known."""
    pools, unknown = _pools(case)
    if not pools:
        return Claim(doubts=(Reason("unknown_number", unknown),)) if unknown else None
    sets, whole = _sets(case, pools)
    meant = frozenset(hit.invoice.key for pool in pools for hit in pool)
    judged = [_judged(case, one) for one in sets]
    first = judged[0]
    doubts = [*first.doubts, *case.doubts()]
    if len(sets) > 1:
        doubts.append(Reason("tie"))
    if not whole:
        doubts.append(Reason("list"))
    if unknown and not (first.sure and sets[0][0].level == REFERENCE):
        doubts.append(Reason("unknown_number", unknown))
    others = tuple(Proposal(one.parts, one.score, one.reasons) for one in judged[1:] if one.parts)
    return Claim(
        first.parts,
        first.sure and not doubts,
        first.score,
        first.reasons,
        tuple(doubts),
        others,
        meant,
    )


def _pools(case: Case) -> tuple[list[list[Hit]], str]:
    """What each number may mean, and the first number with «invoice» before it that means none."""
    reference = _referenced(case)
    if reference:
        return [reference], ""
    pools, unknown = _looked_up(case, case.reading.mentions)
    if case.reading.mentions and (unknown or not pools):
        joined = _looked_up(case, read(case.payment.purpose, joined=True).mentions)
        if joined[0] and not joined[1] and all(_whole(pool) for pool in joined[0]):
            return joined
    return pools, unknown


def _whole(pool: list[Hit]) -> bool:
    return all(hit.level >= numbers.FULL for hit in pool)


def _referenced(case: Case) -> list[Hit]:
    text = case.payment.reference
    found = case.book.by_reference.get(plain_id(text), []) if text else []
    if text and not found:
        said = numbers.number_of(text)
        rows = case.book.named(said, case.payer.clients) if said.distinct else []
        found = [
            one
            for one in rows
            if numbers.likeness(said, case.book.numbers[one.key], one.day) == numbers.FULL
        ]
        return [Hit(one, numbers.FULL, text) for one in found]
    return [Hit(one, REFERENCE, text) for one in found]


def _looked_up(case: Case, mentions: Sequence[Mention]) -> tuple[list[list[Hit]], str]:
    invoices: list[list[Hit]] = []
    bare: list[list[Hit]] = []
    orders: list[list[Hit]] = []
    unknown = ""
    for mention in mentions:
        found = _meanings(case, mention)
        if mention.kind == words.ORDER and not found:
            orders += _ordered(case, mention)
        elif mention.kind == words.INVOICE:
            invoices += found
            unknown = unknown or ("" if found or not mention.firm else mention.number.raw)
        elif mention.kind != words.CONTRACT:
            bare += found
    sure = [pool for pool in bare if _whole(pool)]
    return _distinct(invoices + sure if invoices else bare or orders), unknown


def _distinct(pools: list[list[Hit]]) -> list[list[Hit]]:
    """Each invoice that is named twice counts once."""
    seen: dict[frozenset[str], list[Hit]] = {}
    for pool in pools:
        key = frozenset(hit.invoice.key for hit in pool)
        if key not in seen or seen[key][0].level < pool[0].level:
            seen[key] = pool
    return list(seen.values())


def _ordered(case: Case, mention: Mention) -> list[list[Hit]]:
    rows = case.book.by_order.get(mention.number.compact.lstrip("0"), [])
    level = numbers.FULL if mention.number.distinct else numbers.TAIL
    mine = [one for one in rows if not case.payer.clients or one.client in case.payer.clients]
    if level == numbers.TAIL and not case.payer.clients:
        return []
    hits = [Hit(one, level, mention.number.raw, order=True) for one in mine]
    open_ones = [hit for hit in hits if not case.book.trouble(hit.invoice, case.payment)]
    return [open_ones or hits] if hits else []


def _meanings(case: Case, mention: Mention) -> list[list[Hit]]:
    """The number by itself, else the range or list that it may be; one pool for each."""
    if mention.until:
        return _all_of(case, mention, numbers.span(mention.number, mention.until))
    itself = _hits(case, mention, mention.number)
    if itself:
        return [itself]
    for parts in numbers.several(mention.number):
        found = _all_of(case, mention, parts)
        if len(found) > 1:
            return found
    return []


def _all_of(
    case: Case, mention: Mention, parts: Sequence[numbers.Number]
) -> list[list[Hit]]:  # fmt: skip
    """Both ends of a range must be known; what is missing between them is others'."""
    found = [_hits(case, mention, one) for one in parts]
    return [one for one in found if one] if found and found[0] and found[-1] else []


def _hits(case: Case, mention: Mention, said: numbers.Number) -> list[Hit]:
    if not said.runs:
        return []
    own = _likely(case, mention, said, case.payer.clients)
    if own or not case.payer.clients:
        return own
    return [hit for hit in _likely(case, mention, said, ()) if hit.level >= numbers.FULL]


def _likely(
    case: Case, mention: Mention, said: numbers.Number, clients: Sequence[str]
) -> list[Hit]:
    found = []
    for one in case.book.named(said, clients):
        hit = _hit(case, mention, said, one)
        if hit:
            found.append(hit)
    right = [hit for hit in found if not hit.wrong_day] or found
    best = max((hit.level for hit in right), default=0)
    return [hit for hit in right if hit.level == best]


def _hit(case: Case, mention: Mention, said: numbers.Number, one: OpenInvoice) -> Hit | None:
    known = case.book.numbers[one.key]
    level = numbers.likeness(said, known, one.day)
    if mention.kind == words.ORDER and not (
        level == numbers.FULL and said.letters and said.letters == known.letters
    ):
        return None
    if mention.kind in (words.CONTRACT, words.OTHER) or not level:
        return None
    if mention.kind == words.BARE and not mention.firm and level < numbers.FULL:
        return None
    day = mention.day
    if day and day[:2] == (one.day.day, one.day.month) and day[2] in (0, one.day.year):
        return Hit(one, DATED, said.raw, firm=mention.firm)
    if level == numbers.TAIL and (
        one.day > case.payment.day or (day and day[2] not in (0, one.day.year))
    ):
        return None
    return Hit(one, level, said.raw, wrong_day=bool(day), firm=mention.firm)


def _sets(case: Case, pools: list[list[Hit]]) -> tuple[list[list[Hit]], bool]:
    """The sets of invoices that may be meant, and whether the first takes in all that was named."""
    combined = [_unique(one) for one in islice(product(*pools), _COMBINATIONS)]
    exact = [one for one in combined if _is_exact(case, one)]
    if exact:
        same = {frozenset(hit.invoice.key for hit in one): one for one in exact}
        return list(same.values()), True
    firm = [pool for pool in pools if pool[0].firm]
    if firm and len(firm) < len(pools):
        fewer = [_unique(one) for one in islice(product(*firm), _COMBINATIONS)]
        exact = [one for one in fewer if _is_exact(case, one)]
        if exact:
            return exact, False
    return combined, True


def _unique(hits: Sequence[Hit]) -> list[Hit]:
    chosen = {hit.invoice.key: hit for hit in hits}
    return sorted(chosen.values(), key=lambda hit: (hit.invoice.day, hit.invoice.number))


def _is_exact(case: Case, hits: list[Hit]) -> bool:
    invoices = [hit.invoice for hit in hits]
    if any(case.book.trouble(one, case.payment) for one in invoices):
        return False
    if total(case, invoices) == case.minor:
        return True
    return len(hits) == 1 and bool(discounted(case, invoices[0]))


def _judged(case: Case, hits: list[Hit]) -> Claim:
    invoices = [hit.invoice for hit in hits]
    doubts = _doubts(case, hits)
    reasons = [_named_reason(hit) for hit in hits]
    own = case.payer.known != UNKNOWN and all(one.client in case.payer.clients for one in invoices)
    if own:
        reasons += case.payer.reasons
    parts = filled(case, invoices)
    level = min(hit.level for hit in hits)
    exact = _is_exact(case, hits)
    if exact:
        parts = _exact_parts(case, invoices)
        reasons.append(Reason("sum"))
        enough = own or level >= numbers.FULL
    else:
        reasons.append(Reason("part" if total(case, invoices) > case.minor else "over"))
        enough = own and len(hits) == 1 and _enough_apart(case, hits[0])
    if not enough:
        doubts.append(Reason("weak"))
    score = min(100, 20 + 15 * level + 15 * own + 20 * exact) - 25 * bool(doubts)
    sure = enough and not doubts and bool(parts)
    return Claim(parts, sure, max(5, score), tuple(reasons), tuple(doubts))


def _exact_parts(case: Case, invoices: list[OpenInvoice]) -> tuple[Part, ...]:
    if len(invoices) == 1 and total(case, invoices) != case.minor:
        return discounted(case, invoices[0])
    return filled(case, invoices)


def _named_reason(hit: Hit) -> Reason:
    if hit.level == REFERENCE:
        return Reason("reference", hit.said)
    if hit.order:
        return Reason("order", hit.said)
    return Reason("number_day" if hit.level == DATED else "number", hit.invoice.number)


def _enough_apart(case: Case, hit: Hit) -> bool:
    """Whether a part or too much is certain: a whole number, and nothing else that would fit."""
    if hit.level < numbers.FULL or hit.order:
        return False
    clients, currency = case.payer.clients, case.payment.currency
    if case.minor < case.book.left[hit.invoice.key]:
        return not case.book.with_sum(clients, currency, case.minor)
    return len(case.book.open_of(clients, currency, 2)) == 1


def _doubts(case: Case, hits: list[Hit]) -> list[Reason]:
    found = []
    for hit in hits:
        trouble = case.book.trouble(hit.invoice, case.payment)
        if trouble:
            found.append(Reason(trouble, hit.invoice.number))
        if hit.wrong_day:
            found.append(Reason("day", hit.invoice.number))
        if hit.level < REFERENCE and contradicts(case.payer, hit.invoice, case.reading):
            found.append(Reason("payer", hit.invoice.number))
    return found
