"""Makes a valid record of any registered object, so that a new object is tested by being there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.modules.billing.models import Status
from kartei.platform.access.actor import Actor, actor_for, an_administrator
from kartei.platform.access.models import User
from kartei.platform.meta.spec import FieldSpec, registry
from kartei.platform.meta.world import Obj, current_world
from kartei.platform.records import write


def layout(number: int) -> dict[str, Any]:
    """A layout of another object or place for each number: of one, there is but one."""
    names = [n for n in all_names() if not n.startswith("meta.")]
    name, place = names[number // 4 % len(names)], ("form", "quick", "list", "caller")[number % 4]
    title = registry.entities[name].title_field
    sections = [{"id": "main", "fields": [{"name": title}]}]
    definitions: dict[str, dict[str, Any]] = {
        "form": {"tabs": [{"id": "main", "sections": sections}]},
        "list": {"columns": [title]},
    }
    definition = definitions.get(place, {"fields": [title]})
    return {"object": name, "place": place, "definition": definition}


def setting(number: int) -> dict[str, Any]:
    """The settings of another field of the program for each number: of one, there is but one."""
    fields = [
        (name, spec.name)
        for name, obj in current_world().objects.items()
        if obj.entity is not None and not obj.entity.schema
        for spec in obj.fields.values()
        if not spec.runtime and not spec.hidden
    ]
    name, field = fields[number % len(fields)]
    return {"object": name, "field": field, "label_en": f"Sample {number}"}


def asking(number: int) -> dict[str, Any]:
    """A request about a new offer."""
    actor = an_administrator()
    assert actor is not None
    key = write.create(actor, "offers.offer", {"subject": f"Sample {number}"})
    return {"about": {"object": "offers.offer", "id": str(key)}}


def paying(number: int) -> dict[str, Any]:
    """A payer of a company, which is shared with nobody."""
    actor = an_administrator()
    assert actor is not None
    key = write.create(actor, "people.company", {"name": f"Client {number}"})
    return {"name": f"Sample {number}", "company": str(key)}


def promising(number: int) -> dict[str, Any]:
    """A promise of a new client."""
    actor = an_administrator()
    assert actor is not None
    return {"company": str(write.create(actor, "people.company", {"name": f"Debtor {number}"}))}


def meaning(_number: int) -> dict[str, Any]:
    """What a status of orders means that nobody has said: of one, there is but one. More statuses
    are made while the asker still knows a free one.
    """
    options = current_world().objects["billing.order"].fields["status"].options
    said = set(
        Status.objects.unguarded("which statuses have a meaning").values_list("status", flat=True)
    )
    free = [one.value for one in options if one.value not in said]
    if len(free) == 1:
        actor = an_administrator()
        assert actor is not None
        choices = [{"value": one.value, "label_en": str(one.label)} for one in options]
        choices += [{"value": f"status{n}", "label_en": f"Status {n}"} for n in range(30)]
        given = {"object": "billing.order", "field": "status", "choices": choices}
        write.create(actor, "meta.builtin", given)
    return {"status": free[0]}


def of_payer(n: int) -> dict[str, Any]:
    """A rule says when and what."""
    actor = an_administrator()
    assert actor is not None
    values = {"name": f"Income {n}", "way": "in", "role": "other"}
    return {"word": f"word {n}", "category": str(write.create(actor, "finance.category", values))}


def paid(number: int) -> dict[str, Any]:
    """An income on a cash desk of its own."""
    actor = an_administrator()
    assert actor is not None
    desk = {"name": f"Desk {number}", "kind": "cash", "opened_on": "2000-01-01"}
    account = str(write.create(actor, "finance.account", desk))
    return {
        "account": account,
        "kind": "in",
        "amount": {"amount": f"{number + 1}.00", "currency": actor.ctx.currency},
    }


#: Objects whose rules need more than their required fields say.
SPECIAL: dict[str, Any] = {
    "people.person": lambda n: {"last_name": f"Sample {n}"},
    "meta.field": lambda n: {"object": "people.person", "kind": "text", "label_en": f"Sample {n}"},
    "meta.object": lambda n: {"code": f"sample_{n}", "one_en": f"Sample {n}"},
    "meta.builtin": setting,
    "meta.layout": layout,
    "meta.rule": lambda n: {
        "object": "people.person",
        "kind": "check",
        "condition": f'last_name = "no {n}"',
        "field": "last_name",
        "message_en": f"No {n}",
    },
    "meta.rate": lambda n: {
        "currency": ("EUR", "USD", "GBP", "CHF")[n % 4],
        "on": f"{2000 + n // 300}-{n % 12 + 1:02}-{n % 25 + 1:02}",
    },
    "billing.status": meaning,
    "calculators.calculator": lambda _n: {"price": "1"},
    # a country without check digits, so that any number is an account of the firm's
    "documents.firm": lambda _n: {"country": "general"},
    "documents.account": lambda n: {"bank_account": f"40702810{n:012}"},
    "pricing.approval": asking,
    "finance.promise": promising,
    "finance.payment": paid,
    "finance.lock": lambda n: {"until": f"{2000 + n // 300}-{n % 12 + 1:02}-{n % 25 + 1:02}"},
    "mail.account": lambda n: {"address": f"a{n}@example.com", "host": f"mail{n}.example"},
    "mail.template": lambda _n: {"active": False},
    "mail.letter": lambda n: {"recipient": f"a{n}@example.com"},
    "directory.server": lambda n: {"host": f"dc{n}.example", "base": "dc=okna,dc=example"},
    "directory.branch": lambda n: {"name": f"ou=sample{n},dc=okna,dc=example"},
    "federation.provider": lambda n: {"issuer": f"https://login{n}.example"},
    "access.address": lambda n: {"address": f"198.51.{n // 200}.{n % 200 + 1}"},
    "access.user": lambda n: {"login": f"sample{n}", "name": f"Sample {n}"},
    "einvoice.bill": lambda n: {"number": f"R-{n}"},
    "finance.statement": lambda n: {"name": f"Sample {n}"},
    "documents.numerator": lambda n: {
        "pattern": f"S{n}-{{year}}-{{month}}-{{number}}",
        "active": False,
    },
    "people.payer": paying,
    "finance.rule": of_payer,
    "people.company": lambda n: {
        f: f"{n}{d}" for f, d in (("tax_id", 1), ("reg_code", 2), ("reg_number", 3), ("vat_id", 4))
    },
}
REQUISITES = (
    "tax_id", "reg_code", "reg_number", "vat_id", "bank_account", "bank_code",
)  # fmt: skip
#: The field that names a record for people, where it is not `name`.
NAMED = {
    "people.person": "last_name", "offers.offer": "subject", "billing.order": "subject",
    "billing.invoice": "subject", "billing.delivery": "subject", "forms.document": "subject",
    "einvoice.bill": "number", "finance.payment": "party",
}  # fmt: skip
PAPERS = ("offers.offer", "billing.order", "billing.invoice", "billing.delivery")
#: Fields left out of generic samples: their value hangs on other fields or on check digits.
LEFT_OUT = {
    ("people.person", "salutation"),
    ("sales.deal", "closed_on"),
    ("sales.deal", "loss_reason"),
    ("sales.deal", "funnel"),
    ("tasks.task", "done"),
    ("access.unit", "parent"),
    ("catalog.group", "parent"),
    ("offers.offer", "replaces"),
    ("offers.offer", "begun_at"),
    *(("billing.invoice", f) for f in ("corrects", "repeats", "plan", "kind")),
    *((n, f) for n in PAPERS for f in ("vat_mode", "currency", "discount_from")),
    ("pricing.list", "currency"),
    ("pricing.price", "article"),
    *(("pricing.approval", f) for f in ("about", "owner")),
    ("billing.delivery", "form"),
    ("calculators.calculator", "currency"),
    ("calculators.calculator", "cost"),
    ("documents.firm", "currency"),
    ("documents.firm", "email"),
    ("documents.firm", "accent"),
    ("documents.design", "accent"),
    ("forms.template", "kind"),
    *(("finance.account", f) for f in ("folder", "currency", "opening")),
    *(("finance.payment", f) for f in ("to_account", "to_amount")),
    *(("finance.lock", f) for f in ("account", "counted")),
    *(("documents.numerator", f) for f in ("form", "active")),
    *(("documents.account", f) for f in ("bank_account", "bank_code", "corr_account", "currency")),
    *(("meta.rate", f) for f in ("currency", "base", "on")),
    *((n, f) for n in PAPERS for f in ("signatory", "accountant")),
    ("forms.document", "signed_by"),
    *((n, "payer") for n in PAPERS),
    *(("people.payer", f) for f in ("company", "person", "payer", "corr_account")),
    ("documents.firm", "second"),
    ("documents.firm", "vat"),
    ("documents.firm", "corr_account"),
    ("people.company", "corr_account"),
    ("people.company", "country"),
    ("sales.deal", "loss_note"),
    ("sales.stage", "kind"),
    *(
        ("meta.field", f)
        for f in ("target", "low", "high", "length", "formula", "series", "printed")
    ),
    ("meta.rule", "value"),
    *(("meta.builtin", f) for f in ("required", "object", "field")),
    *(("mail.account", f) for f in ("reply_to", "bounce", "login", "auth", "road")),
    *(("directory.server", f) for f in ("tls", "ca", "bind_dn", "user_filter", "active")),
    *(("federation.provider", f) for f in ("scopes", "domains")),
    *(("federation.program", f) for f in ("redirects", "account", "scopes")),
    *(
        ("directory.server", f"{f}_attribute")
        for f in ("login", "name", "email", "phone", "position")
    ),
    *(("meta.field", f"rollup{f}") for f in ("", "_object", "_by", "_field", "_filter")),
    *((n, f) for n in ("people.company", "people.payer", "documents.firm") for f in REQUISITES),
}


def all_names() -> list[str]:
    """Every registered object."""
    return sorted(registry.entities)


def owned_names() -> list[str]:
    """Objects whose rows belong to a person."""
    return [n for n in all_names() if registry.entities[n].owned]


def text_of(obj: Obj, spec: FieldSpec, number: int) -> str:
    """A text that fits the field's length."""
    shown = f"Ёж {spec.name} {number}"
    return shown[: spec.max_length or 100]


def sample(actor: Actor, obj: Obj, spec: FieldSpec, number: int) -> Any:
    """A value in JSON form, or None when the kind needs another record that is made elsewhere."""
    kind = spec.kind.name
    simple: dict[str, Any] = {
        "longtext": f"Zeile {number}\nзаметка",
        "integer": number % 90 + 1,
        "number": f"{number}.25",
        "percent": "12.5",
        "money": {"amount": f"{number}100.50", "currency": "RUB"},
        "date": f"2026-03-{number % 27 + 1:02}",
        "moment": f"2026-03-{number % 27 + 1:02}T10:00:00Z",
        "bool": True,
        "phones": [{"kind": "mobile", "value": f"+7916{number:07}"}],
        "emails": [{"kind": "work", "value": f"sample{number}@example.com"}],
        "sites": [{"kind": "site", "value": f"https://sample{number}.example"}],
        "messengers": [{"kind": "telegram", "value": f"@sample{number}"}],
        "addresses": [{"kind": "main", "value": f"Lenina {number}"}],
    }
    if kind in simple:
        return simple[kind]
    if kind == "text":
        return text_of(obj, spec, number)
    if kind == "choice" and spec.options:
        return spec.options[number % len(spec.options)].value
    if kind == "choices" and spec.options:
        return [spec.options[0].value, spec.options[-1].value]
    return None


def linked(actor: Actor, spec: FieldSpec, number: int) -> Any:
    """A new record for a link to lead to."""
    if spec.target == "access.user":
        return str(actor.user)
    if spec.target == "access.unit":
        return str(actor.standing.unit)
    entity = registry.entities[spec.target or ""]
    # settings (stages, groups) are made by an administrator, whoever uses them
    maker = administrator() if entity.open_to_all else actor
    return str(make(maker, entity.name, number + 500))


def administrator() -> Actor:
    """The administrator of the tests' firm."""
    return actor_for(User.objects.get(login="admin").pk, via="api", language="en")


def values_for(actor: Actor, name: str, number: int, *, everything: bool = False) -> dict[str, Any]:
    """Fields of a valid record: the required ones, or all that a sample can be made for."""
    obj = actor.obj(name)
    found: dict[str, Any] = {}
    for spec in actor.fields(obj).values():
        if spec.hidden or actor.field_right(obj, spec) != "write" or spec.name == "owner":
            continue
        if (name, spec.name) in LEFT_OUT or spec.lines is not None:
            continue
        if not (spec.required or everything or spec.name == "stage"):
            continue
        kind = spec.kind.name
        value = linked(actor, spec, number) if kind == "link" else sample(actor, obj, spec, number)
        if value is not None:
            found[spec.name] = value
    found.update(SPECIAL.get(name, lambda n: {})(number))
    return found


def make(actor: Actor, name: str, number: int, **more: Any) -> UUID:
    """Create a valid record through the command path."""
    return write.create(actor, name, {**values_for(actor, name, number), **more})
