"""Ready roles for a new firm: what people of a trade usually may see and do."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.spec import PRIVILEGES

Grants = dict[str, dict[str, str]]


def all_at(depth: str, *without: str) -> dict[str, str]:
    """Every privilege at one depth, some left out."""
    return {p: depth for p in PRIVILEGES if p not in without}


def some(depth: str, *privileges: str) -> dict[str, str]:
    """Some privileges at one depth."""
    return dict.fromkeys(privileges, depth)


OFFER_MONEY = {
    "cost": "write",
    "profit": "read",
    "margin": "read",
    "lines.cost": "write",
    "lines.profit": "read",
}
MONEY_FIELDS = {"offers.offer": OFFER_MONEY, "catalog.product": {"cost": "write"}}
#: Products and own firms stand in everybody's offers: a line is attached to its product.
EVERYBODY: Grants = {
    "catalog.product": some("organisation", "read", "append_to"),
    "catalog.group": some("organisation", "read"),
    "documents.firm": some("organisation", "read", "append_to"),
}
SETTINGS = ("people.group", "sales.funnel", "sales.stage", "sales.loss_reason", "catalog.group")


@dataclass(frozen=True, slots=True)
class Template:
    """A ready role. level: a user makes users only below his own."""

    key: str
    name: object
    level: int
    administrator: bool = False
    grants: Grants = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)


TEMPLATES = (
    Template("administrator", _("Administrator"), 100, administrator=True),
    Template(
        "director",
        _("Director"),
        80,
        grants={
            "*": all_at("organisation"),
            **{name: all_at("organisation") for name in SETTINGS},
            "access.user": some("organisation", "create", "write"),
            "access.unit": some("organisation", "create", "write", "delete"),
        },
        fields=MONEY_FIELDS,
    ),
    Template(
        "head",
        _("Head of sales"),
        50,
        grants={
            **EVERYBODY,
            "*": all_at("subunits"),
            "people.group": all_at("organisation"),
            "sales.loss_reason": all_at("organisation"),
        },
        fields=MONEY_FIELDS,
    ),
    Template(
        "manager",
        _("Sales manager"),
        10,
        grants={
            **EVERYBODY,
            "*": {
                **some("unit", "read", "append_to"),
                **some("own", "create", "write", "append", "share", "print"),
            },
        },
    ),
    Template(
        "storekeeper",
        _("Storekeeper"),
        10,
        grants={
            **EVERYBODY,
            "*": some("none"),
            "people.company": some("organisation", "read"),
            "people.person": some("organisation", "read"),
            "catalog.product": some(
                "organisation", "read", "create", "write", "append", "append_to"
            ),
            "catalog.group": some("organisation", "read", "create", "write"),
            "tasks.task": {**all_at("own", "assign", "export"), "create": "organisation"},
        },
        fields={"catalog.product": {"cost": "write"}},
    ),
    Template(
        "accountant",
        _("Accountant"),
        10,
        grants={
            **EVERYBODY,
            "*": some("organisation", "read", "print", "export", "append_to"),
            "people.company": some(
                "organisation", "read", "create", "write", "append", "append_to", "export", "print"
            ),
            "documents.firm": some("organisation", "read", "write", "append_to"),
            "tasks.task": all_at("own", "assign"),
        },
        fields=MONEY_FIELDS,
    ),
    Template(
        "read_only", _("Read only"), 1, grants={**EVERYBODY, "*": some("organisation", "read")}
    ),
)
