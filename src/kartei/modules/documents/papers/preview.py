"""The sums of a paper that is still being typed, without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.papers.filling import broken
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.lines import complete_lines
from kartei.modules.documents.papers.material import Values, gather
from kartei.modules.documents.papers.sums import set_sums
from kartei.modules.documents.papers.terms import complete_terms
from kartei.modules.documents.render.totals import RateTotals, Totals
from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.money import SCALE, Amount
from kartei.platform.meta.errors import FieldFault, bad_question, invalid
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.checks import defaults, own
from kartei.platform.records.computing import compute_lines
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import reachable
from kartei.platform.records.links import check_links
from kartei.platform.records.parsing import parse_values
from kartei.platform.records.write import load_drafts

LINE = (
    "product", "article", "name", "description", "picture", "quantity", "unit", "price",
    "price_by", "price_from", "calculation", "parts", "parts_as", "vat_rate", "discount",
    "discount_from", "cost",
    "amount", "net", "vat", "total", "profit", "optional", "chosen",
)  # fmt: skip
SUMS = (
    "currency", "vat_mode", "net", "vat", "total", "cost", "profit", "margin", "without_options",
)  # fmt: skip
#: What rules fill in for a new paper, beside its last day; links are answered as ids.
TERMS = (
    "deal", "person", "company", "firm", "subject", "date", "discount", "discount_from",
    "language",
    "layout", "signatory", "accountant", "intro", "outro",
)  # fmt: skip


def preview(kind: Kind, actor: Actor, given: Mapping[str, Any]) -> dict[str, Any]:
    """Sums, completed lines and terms of a paper's fields in JSON form; see docs/api.md.

    "id" names a paper that is being changed. Fields that only rules set may be sent along and
    are passed over; lines without a name or price are borne with. What the asker may not read
    (purchase prices, profit) is left out. Refuses wrong values like saving does.
    """
    return shown(kind, actor, *computed(kind, draft_of(kind, actor, dict(given))))


def computed(kind: Kind, draft: Draft) -> tuple[Draft, list[Values], Totals]:
    """The draft with terms, lines and sums set, its lines, its totals; 422 for wrong values."""
    found = gather(kind, [draft])
    complete_terms(kind, draft, found)
    lines: list[Values] = [] if broken(draft) else complete_lines(kind, draft, found)
    totals = None if wrong(draft) else set_sums(kind, draft, lines, found)
    if totals is None:
        raise invalid(wrong(draft))
    compute_lines(draft)
    return draft, draft.get("lines") or [], totals


def wrong(draft: Draft) -> list[FieldFault]:
    """Faults that even half-typed papers must not have."""
    return [f for f in draft.faults if f.code != "value.required"]


def draft_of(kind: Kind, actor: Actor, given: dict[str, Any]) -> Draft:
    """A draft that will never be written."""
    obj = actor.obj(kind.object)
    key = given.pop("id", None)
    if key is not None:
        draft = load_drafts(actor, obj, [named(key)], "change", "read")[0]
    else:
        actor.must(kind.object, "create")
        draft = Draft(actor, obj, uuid7(), "create")
        defaults(draft)
        own(draft)
    known = actor.fields(obj)
    fixed = [n for n in given if n in known and actor.field_right(obj, known[n]) != "write"]
    parse_values(draft, {n: v for n, v in given.items() if n not in fixed})
    check_links([draft])
    return draft


def named(key: Any) -> UUID:
    """The id of the paper that is being changed."""
    try:
        return as_uuid(key)
    except ValueError as err:
        raise bad_question(_("There is no such record"), "records.not_found") from err


def shown(
    kind: Kind, actor: Actor, draft: Draft, lines: list[Values], totals: Totals
) -> dict[str, Any]:
    """The answer: only fields that exist for the asker, only links that he may follow."""
    seen = actor.fields(draft.obj)
    specs: Mapping[str, FieldSpec] = seen["lines"].lines if "lines" in seen else {}
    values = {n: draft.get(n) for n in (*SUMS, *TERMS, *kind.own, *kind.sources)}
    columns = (*LINE, *(name for name, spec in specs.items() if spec.runtime))
    open_to = followed(actor, [(seen, values), *((specs, line) for line in lines)])
    answer = shown_fields(seen, values, open_to)
    answer["lines"] = [
        {"id": str(line["id"]), **shown_fields(specs, {n: line.get(n) for n in columns}, open_to)}
        for line in lines
    ]
    if "total" in seen:
        answer["rates"] = [shown_rate(draft, seen["total"], row) for row in totals.rates]
    return answer


def followed(actor: Actor, given: list[tuple[Mapping[str, FieldSpec], Values]]) -> set[UUID]:
    """The linked records that the asker may read, one question per object."""
    wanted: dict[str, set[UUID]] = {}
    for specs, values in given:
        for name, spec in specs.items():
            if spec.kind.name == "link" and spec.target and values.get(name):
                wanted.setdefault(spec.target, set()).add(values[name])
    return {key for name, keys in wanted.items() for key in reachable(actor, name, keys, "read")}


def shown_fields(
    specs: Mapping[str, FieldSpec], values: Values, open_to: set[UUID]
) -> dict[str, Any]:
    """Some values in JSON form; a link to an unreadable record is empty, as everywhere."""
    return {
        name: None
        if specs[name].kind.name == "link" and value not in open_to
        else dumped(specs[name], value)
        for name, value in values.items()
        if name in specs
    }


def shown_rate(draft: Draft, spec: FieldSpec, row: RateTotals) -> dict[str, Any]:
    """The sums of one VAT rate; rate None is «without VAT»."""
    rate = None if row.rate is None else str(row.rate // SCALE)
    return {
        "rate": rate,
        **{n: money(draft, spec, getattr(row, n)) for n in ("net", "vat", "total")},
    }


def money(draft: Draft, spec: FieldSpec, minor: int) -> Any:
    """A sum of the paper in JSON form."""
    return dumped(spec, Amount(minor, draft.get("currency")))


def dumped(spec: FieldSpec, value: Any) -> Any:
    """A value in its JSON form."""
    return None if value is None else spec.kind.dump(value, spec)
