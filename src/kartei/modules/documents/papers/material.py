"""What rules of priced papers look up, fetched once for all drafts of a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.rules.designs import all_designs
from kartei.modules.documents.rules.firms import usual_firm
from kartei.modules.documents.rules.signatories import all_signatories
from kartei.platform.access.actor import Actor
from kartei.platform.records import store
from kartei.platform.records.draft import Draft

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """Deals, papers to be copied, own firms, products by id, as Python values; the usual firm;
    the designs and the signatories (columns as they are stored).
    """

    deals: dict[UUID, Values]
    papers: dict[UUID, Values]
    firms: dict[UUID, Values]
    products: dict[UUID, Values]
    usual: UUID | None
    designs: list[Values]
    signatories: list[Values]


def gather(kind: Kind, drafts: list[Draft]) -> Material:
    """Everything these drafts name. Rights were checked where the links were set."""
    actor, usual = drafts[0].actor, usual_firm()
    new = [d for d in drafts if d.creating]
    papers: dict[UUID, Values] = {}
    for field, name in kind.sources.items():
        papers |= fetch(actor, name, (d.get(field) for d in new))
    lines = [line for d in drafts for line in d.get("lines") or []]
    lines += [line for paper in papers.values() for line in paper["lines"]]
    firms = [d.get("firm") for d in drafts] + [paper["firm"] for paper in papers.values()]
    return Material(
        deals=fetch(actor, "sales.deal", (d.get("deal") for d in new)),
        papers=papers,
        firms=fetch(actor, "documents.firm", [*firms, usual]),
        products=with_parts(actor, (line.get("product") for line in lines)),
        usual=usual,
        designs=all_designs(),
        signatories=all_signatories(),
    )


def with_parts(actor: Actor, keys: Iterable[UUID | None]) -> dict[UUID, Values]:
    """Products by id, and those that are parts of them."""
    found = fetch(actor, "catalog.product", keys)
    parts = {row["part"] for product in found.values() for row in product["parts"]}
    return found | fetch(actor, "catalog.product", parts - found.keys())


def fetch(actor: Actor, name: str, keys: Iterable[UUID | None]) -> dict[UUID, Values]:
    """Records by id; empty ids are passed over."""
    wanted = {key for key in keys if key is not None}
    return store.load(actor, actor.world.objects[name], wanted) if wanted else {}
