"""What holds for products and groups before they are saved."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog.models import Group, Product
from kartei.platform.records.draft import Draft


def check_product(draft: Draft) -> None:
    """Prices are not negative. Faults: `catalog.negative`."""
    for name in ("price", "cost"):
        amount = draft.get(name)
        if amount is not None and amount.minor < 0:
            draft.fault(name, "catalog.negative", _("A price cannot be negative"))


def check_group(draft: Draft) -> None:
    """A group is not part of itself and leaves only when it is empty.

    Faults: `catalog.cycle`, `catalog.group_in_use`.
    """
    if draft.changes("parent") and draft.get("parent") and within(draft.get("parent"), draft.id):
        draft.fault("parent", "catalog.cycle", _("A group cannot be part of itself"))
    if draft.changes("deleted") and draft.get("deleted") and in_use(draft.id):
        draft.fault("name", "catalog.group_in_use", _("Move the products and sub-groups first"))


def within(group: UUID, top: UUID) -> bool:
    """Whether a group stands under (or is) another one."""
    parents = dict(Group.objects.unguarded("shape of the tree").values_list("id", "parent_id"))
    seen: set[UUID] = set()
    at: UUID | None = group
    while at is not None and at not in seen:
        if at == top:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def in_use(group: UUID) -> bool:
    """Whether live products or sub-groups hang on a group."""
    products = Product.objects.unguarded("is the group empty").filter(group=group, deleted=False)
    inside = Group.objects.unguarded("is the group empty").filter(parent=group, deleted=False)
    return bool(products.exists() or inside.exists())
