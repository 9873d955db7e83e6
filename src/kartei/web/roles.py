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
#: Who builds calculators writes how price and purchase price follow.
CALCULATORS = {
    "calculators.calculator": dict.fromkeys(
        ("price", "cost", "options.cost", "tables.cells", "formulas.formula"), "write"
    )
}
#: Products and own firms stand in everybody's offers: a line is attached to its product.
EVERYBODY: Grants = {
    "catalog.product": some("organisation", "read", "append_to"),
    "catalog.group": some("organisation", "read"),
    "documents.firm": some("organisation", "read", "append_to"),
    "forms.kind": some("organisation", "read", "append_to"),
    "forms.template": some("organisation", "read"),
    "pricing.list": some("organisation", "read"),
    "pricing.price": some("organisation", "read"),
    "calculators.calculator": some("organisation", "read"),
}
#: Who makes roles needs their rights open as well, not only their names.
ROLES = {"access.role": {"grants": "write", "fields": "write"}}
#: Letters of one's own: offers go out as letters. Reached only where a role names them.
LETTERS: Grants = {"mail.letter": some("own", "read", "create", "write", "append", "append_to")}
SETTINGS = (
    "people.group",
    "sales.funnel",
    "sales.stage",
    "sales.loss_reason",
    "catalog.group",
    "finance.category",
)


@dataclass(frozen=True, slots=True)
class Template:
    """A ready role. level: a user makes users only below his own. everyone: held by all of its
    level and above. ready: a new firm has it from the beginning.
    """

    key: str
    name: object
    level: int
    about: object = ""
    administrator: bool = False
    everyone: bool = False
    ready: bool = True
    grants: Grants = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)


#: Work of one's own, for roles that are not about it.
TASKS = {**all_at("own", "assign", "export"), "create": "organisation"}
CLIENTS = ("people.person", "people.company")
MONEY = (
    "finance.account", "finance.category", "finance.payment", "finance.lock", "finance.rule",
    "finance.promise",
    "einvoice.bill",
)  # fmt: skip

TEMPLATES = (
    Template(
        "administrator",
        _("Administrator"),
        100,
        about=_("Everything, the settings and all people included"),
        administrator=True,
    ),
    Template(
        "director",
        _("Director"),
        80,
        about=_("All records of the firm, its people, units and the roles below"),
        grants={
            "*": all_at("organisation"),
            **{name: all_at("organisation") for name in SETTINGS},
            "access.user": some("organisation", "create", "write"),
            "access.unit": some("organisation", "create", "write", "delete"),
            "access.role": some("organisation", "create", "write", "delete"),
            "access.team": some("organisation", "create", "write", "delete"),
            "mail.letter": all_at("organisation"),
            "mail.account": all_at("organisation"),
        },
        fields={**MONEY_FIELDS, **ROLES, **CALCULATORS},
    ),
    Template(
        "head",
        _("Head of sales"),
        50,
        about=_("Everything of his unit and those below it"),
        grants={
            **EVERYBODY,
            "*": all_at("subunits"),
            "mail.letter": all_at("subunits", "delete"),
            "people.group": all_at("organisation"),
            "sales.loss_reason": all_at("organisation"),
        },
        fields=MONEY_FIELDS,
    ),
    Template(
        "manager",
        _("Sales manager"),
        10,
        about=_("Reads the records of his unit and works on his own"),
        grants={
            **EVERYBODY,
            "*": {
                **some("unit", "read", "append_to"),
                **some("own", "create", "write", "append", "share", "print"),
            },
            **LETTERS,
        },
    ),
    Template(
        "operator",
        _("Operator"),
        10,
        about=_("Takes calls: finds and makes clients and deals, hands them on"),
        grants={
            **EVERYBODY,
            "*": some("none"),
            **{
                name: some(
                    "organisation", "read", "create", "write", "append", "append_to", "assign"
                )
                for name in CLIENTS
            },
            "sales.deal": {
                **some("organisation", "read", "create", "append", "append_to", "assign"),
                **some("own", "write"),
            },
            "offers.offer": some("organisation", "read"),
            "tasks.task": {**TASKS, "assign": "organisation"},
        },
    ),
    Template(
        "storekeeper",
        _("Storekeeper"),
        10,
        about=_("Keeps the catalogue; reads clients and orders, writes delivery documents"),
        grants={
            **EVERYBODY,
            "*": some("none"),
            **{name: some("organisation", "read", "append_to") for name in CLIENTS},
            "catalog.product": some(
                "organisation", "read", "create", "write", "append", "append_to"
            ),
            "catalog.group": some("organisation", "read", "create", "write"),
            "billing.order": some("organisation", "read", "append_to"),
            "billing.delivery": some(
                "organisation", "read", "create", "write", "append", "append_to", "print"
            ),
            "tasks.task": TASKS,
        },
        fields={"catalog.product": {"cost": "write"}},
    ),
    Template(
        "accountant",
        _("Accountant"),
        10,
        about=_("Reads everything with cost and profit; keeps money, companies and own firms"),
        grants={
            **EVERYBODY,
            "*": some("organisation", "read", "print", "export", "append_to"),
            "people.company": some(
                "organisation", "read", "create", "write", "append", "append_to", "export", "print"
            ),
            "documents.firm": some("organisation", "read", "write", "append_to"),
            **{
                name: some(
                    "organisation",
                    "read",
                    "create",
                    "write",
                    "delete",
                    "append",
                    "append_to",
                    "export",
                    "print",
                )
                for name in MONEY
            },
            "tasks.task": all_at("own", "assign"),
        },
        fields=MONEY_FIELDS,
    ),
    Template(
        "marketer",
        _("Marketer"),
        10,
        about=_("Reads and exports clients, puts them into groups; reads deals"),
        grants={
            **EVERYBODY,
            "*": some("none"),
            **{
                name: some("organisation", "read", "write", "append", "append_to", "export")
                for name in CLIENTS
            },
            "people.group": some("organisation", "read", "create", "write", "append_to"),
            "sales.deal": some("organisation", "read"),
            "tasks.task": TASKS,
        },
    ),
    Template(
        "support",
        _("Support"),
        10,
        about=_("Reads clients, deals and offers, works on clients and on tasks of the unit"),
        grants={
            **EVERYBODY,
            "*": some("none"),
            **{
                name: some("organisation", "read", "create", "write", "append", "append_to")
                for name in CLIENTS
            },
            "sales.deal": some("organisation", "read", "append_to"),
            "offers.offer": some("organisation", "read", "print"),
            "tasks.task": {**all_at("unit", "export"), "create": "organisation"},
        },
    ),
    Template(
        "read_only",
        _("Read only"),
        1,
        about=_("Reads all records and changes none"),
        grants={**EVERYBODY, "*": some("organisation", "read")},
    ),
    Template(
        "customer",
        _("Customer"),
        0,
        about=_("Somebody outside the firm: sees only what is shared with him"),
        ready=False,
        grants={"*": all_at("none")},
    ),
    Template(
        "open_office",
        _("Everybody may everything"),
        5,
        about=_("One switch for the small office: all records are open to all who work in it"),
        everyone=True,
        ready=False,
        grants={"*": all_at("organisation")},
    ),
)
