"""Who owes how much at the end of a day, added up by the database from invoices and payments.

The present stands in the invoices themselves; for an earlier day, what was paid since is put back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, F, IntegerField, Min, Q, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.contract import INVOICE
from kartei.modules.finance.models import Payment, PaymentLine
from kartei.modules.finance.receivables.ageing import NAMES, Part, Row, edges, fold, gravest
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import bad_question, forbidden
from kartei.platform.meta.rates import to_base
from kartei.platform.records.wire import titles_of

#: Fields of an invoice without which nobody learns of debts.
NEEDED = (
    "number", "status", "date", "due", "currency", "total", "open", "company", "person", "firm",
    "owner",
)  # fmt: skip
#: What can be asked by: the columns of an invoice, and the objects that its values lead to.
WAYS: dict[str, tuple[str, ...]] = {
    "client": ("company_id", "person_id"),
    "manager": ("owner_id",),
    "firm": ("firm_id",),
    "currency": (),
}
OBJECTS = {"manager": "access.user", "firm": "documents.firm"}
COMPANY, PERSON = "people.company", "people.person"
#: Kinds of invoices that lower what another one charges.
COUNTER = ("correction", "reversal")
#: What a line of a payment lowers an invoice by: what is given back raises it.
CAME = Case(
    When(payment__kind="out", then=-F("amount")),
    default=F("amount"),
    output_field=BigIntegerField(),
)
#: States of payment in which something is open, or was paid too much.
OWING = ("open", "part", "over")
#: Columns that a list of open invoices shows.
SHOWN = (
    "pk", "number", "date", "total", "open", "currency", "company_id", "person_id", "owner_id",
)  # fmt: skip
#: A client: his object and id.
Client = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about debts: on which day, by what, and narrowed to whom.

    span: one of `NAMES`, or empty for all.
    """

    day: date
    by: str = "client"
    firm: UUID | None = None
    manager: UUID | None = None
    client: Client | None = None
    currency: str = ""
    span: str = ""


@dataclass(frozen=True, slots=True)
class Ageing:
    """The answer: rows with the gravest first, sums in the firm's currency.

    unknown: currencies that have no rate, whose rows are not in the sums.
    """

    rows: list[Row]
    sums: list[int]
    late: int
    unknown: tuple[str, ...]


def admit(actor: Actor) -> None:
    """403 for who may not read invoices, or one of the fields that debts are made of."""
    actor.must(INVOICE.object, "read")
    known = actor.fields(actor.obj(INVOICE.object))
    if any(name not in known for name in NEEDED):
        raise forbidden(_("Your role does not show you all that debts are counted from"))


def ageing(actor: Actor, asked: Asked) -> Ageing:
    """Open sums of the invoices that the asker may read, by debtor and span.

    400 for an unknown way to ask or span; 403 as of `admit`.
    """
    admit(actor)
    if asked.by not in WAYS or asked.span not in ("", *NAMES):
        raise bad_question(_("Debts cannot be asked like that"), "receivables.question")
    rows = fold(parts(actor, asked))
    own = actor.ctx.currency
    base = to_base(own, asked.day)

    def weight(minor: int, currency: str) -> int:
        return minor if currency == own else base(Amount(minor, currency)) or 0

    currencies = {row.currency for row in rows}
    sums = [0] * len(NAMES)
    for currency in currencies:
        whole = [row.spans for row in rows if row.currency == currency]
        for at, minors in enumerate(zip(*whole, strict=True)):
            sums[at] += weight(sum(minors), currency)
    unknown = {currency for currency in currencies if base(Amount(1, currency)) is None}
    return Ageing(gravest(rows, weight), sums, sum(sums[1:]), tuple(sorted(unknown)))


def titles_of_keys(actor: Actor, rows: Iterable[Row]) -> dict[Any, str]:
    """The titles of the keys of rows, as far as the asker may read them."""
    keys = {row.key for row in rows if row.key}
    found: dict[Any, str] = {}
    for name in {name for name, _key in keys}:
        ids = {key for object, key in keys if object == name}
        for key, (title, _color) in titles_of(actor, name, ids).items():
            found[(name, key)] = title
    return found


def parts(actor: Actor, asked: Asked) -> list[Part]:
    """Sums by key, currency and span: what is open now, and what lowered it after the day."""
    names = (*WAYS[asked.by], "currency", "span")
    now = standing(actor, asked).filter(payment__in=OWING).annotate(span=span(asked.day, ""))
    since = Min(Coalesce("due", "date"))
    rows = now.order_by().values_list(*names)
    found = list(rows.annotate(minor=Sum("open"), number_of=Count("pk"), first=since))
    if paid_after(asked.day):
        found += lowered(actor, asked, names, later(asked.day), "invoice__", Sum(CAME))
    found += lowered(actor, asked, names, countered(asked.day), "corrects__", -Sum("total"))
    made = [part(asked.by, row) for row in found]
    return [one for one in made if not asked.span or NAMES[one.span] == asked.span]


def lowered(
    actor: Actor, asked: Asked, names: tuple[str, ...], rows: Any, path: str, minor: Any
) -> list[Any]:
    """What happened after the day to invoices of that day, in the same shape.

    path: from the rows to the invoice. Invoices that are settled by now are counted here, others
    where they stand open.
    """
    places = [name if name == "span" else f"{path}{name}" for name in names]
    link = path.removesuffix("__")
    settled = Q(**{f"{path}open": 0})
    held = readable_by(actor, rows.filter(narrowed(asked, path)), link)
    since = Coalesce(f"{path}due", f"{path}date")
    return list(
        held.annotate(span=span(asked.day, path))
        .order_by()
        .values_list(*places)
        .annotate(
            minor=minor,
            number_of=Count(link, distinct=True, filter=settled),
            first=Min(since, filter=settled),
        )
    )


def later(day: date) -> Any:
    """Lines of payments made after a day, on invoices; whoever may see the payments."""
    rows = PaymentLine.objects.unguarded("debts follow from all that was paid")
    return rows.filter(
        payment__date__gt=day, payment__deleted=False, invoice__isnull=False, amount__isnull=False
    )


def paid_after(day: date) -> bool:
    """Whether anything was paid after a day; today there seldom is, and then nobody need look."""
    rows = Payment.objects.unguarded("debts follow from all that was paid")
    return bool(rows.filter(date__gt=day, deleted=False).exists())


def countered(day: date) -> Any:
    """Invoices that took others back after a day, wholly or in part."""
    rows = INVOICE.model.objects.unguarded("debts follow from all that was charged")
    rows = rows.filter(payment="", corrects__isnull=False, kind__in=COUNTER, date__gt=day)
    # they owe nothing themselves: by that the index finds them; by their state it would find all
    return rows.filter(deleted=False).exclude(status__in=("draft", "cancelled"))


def standing(actor: Actor, asked: Asked) -> Any:
    """Invoices that the asker may read and that charged something by the end of the day."""
    return INVOICE.model.objects.seen_by(actor).filter(narrowed(asked, ""))


def narrowed(asked: Asked, path: str) -> Q:
    """What the question says of an invoice; path: where it is from the rows that are asked."""
    wanted: dict[str, Any] = {"open__isnull": False, "date__lte": asked.day}
    given = {"firm": asked.firm, "owner": asked.manager, "currency": asked.currency}
    wanted |= {name: value for name, value in given.items() if value}
    found = Q(**{f"{path}{name}": value for name, value in wanted.items()})
    return found & of_client(asked.client, path) if asked.client else found


def of_client(client: Client, path: str = "") -> Q:
    """Invoices of a client; those of a contact are his company's where they name one."""
    name, key = client
    if name == COMPANY:
        return Q(**{f"{path}company": key})
    return Q(**{f"{path}person": key, f"{path}company__isnull": True})


def readable_by(actor: Actor, rows: Any, link: str) -> Any:
    """Rows whose invoice the asker may read; who reads all of them is asked nothing."""
    if actor.scope(INVOICE.object, "read").kind == "all":
        return rows.filter(**{f"{link}__deleted": False})
    return rows.filter(**{f"{link}__in": INVOICE.model.objects.seen_by(actor).values("pk")})


def span(day: date, prefix: str) -> Case:
    """The span of an invoice as a column; without a last day of payment its own day counts."""
    due = f"{prefix}due"
    plain = {f"{due}__isnull": True}
    cases = []
    for at, edge in enumerate(edges(day)):
        own = Q(**plain, **{f"{prefix}date__gte": edge})
        cases.append(When(Q(**{f"{due}__gte": edge}) | own, then=Value(at)))
    return Case(*cases, default=Value(len(cases)), output_field=IntegerField())


def part(by: str, row: Any) -> Part:
    """A part of a row of the database."""
    *keys, currency, place, minor, count, since = row
    return Part(key_of(by, keys), currency or "", place, minor or 0, count, since)


def key_of(by: str, keys: list[Any]) -> Any:
    """(object, id) of a client, manager or own firm; None where there is none."""
    if by == "client":
        company, person = keys
        return (COMPANY, company) if company else (PERSON, person) if person else None
    return (OBJECTS[by], keys[0]) if keys and keys[0] else None


def invoices(actor: Actor, asked: Asked, limit: int) -> list[dict[str, Any]]:
    """The open invoices behind a figure, the longest due first: `SHOWN`, ``since`` (the last day of
    payment), ``left`` (what was open on the day, minor units) and ``days`` (how late it was).
    """
    admit(actor)
    held = standing(actor, asked)
    back = put_back(held, asked.day)
    rows = held.annotate(since=Coalesce("due", "date"), span=span(asked.day, ""))
    if asked.span:
        rows = rows.filter(span=NAMES.index(asked.span))
    rows = rows.filter(Q(payment__in=OWING) | Q(pk__in=list(back))).order_by("since", "pk")
    found = []
    for one in rows.values(*SHOWN, "since"):
        left = one["open"] + back.get(one["pk"], 0)
        if left:
            found.append({**one, "left": left, "days": max((asked.day - one["since"]).days, 0)})
        if len(found) == limit:
            break
    return found


def put_back(held: Any, day: date) -> dict[UUID, int]:
    """By invoice, what was paid on it or taken off it after a day."""
    back: dict[UUID, int] = {}
    ids = held.values("pk")
    paid = later(day).filter(invoice__in=ids).order_by().values_list("invoice_id")
    taken = countered(day).filter(corrects__in=ids).order_by().values_list("corrects_id")
    for key, minor in [*paid.annotate(minor=Sum(CAME)), *taken.annotate(minor=-Sum("total"))]:
        back[key] = back.get(key, 0) + (minor or 0)
    return back
