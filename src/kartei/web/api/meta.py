"""What the asker's page is drawn from: modules, menu, objects, fields, forms, commands, rights."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from babel.numbers import get_currency_symbol
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from kartei.platform.access.actor import Actor
from kartei.platform.access.ranks import ranked_roles
from kartei.platform.kit.money import currency_digits
from kartei.platform.kit.text import initials
from kartei.platform.meta.layouts import arranged
from kartei.platform.meta.limits import MOVING, preset
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES, FieldSpec, Menu, registry
from kartei.platform.meta.world import Obj
from kartei.platform.records import marks
from kartei.platform.records.ask import default_sort
from kartei.platform.records.related import related_of
from kartei.web.api.base import answer, only

#: Objects of one's own stand below the built-in ones of their group.
LAST = 1000
OWN_FEATURES = ("timeline", "files", "bin", "import", "export", "owner")
GROUPS = ("work", "sales", "money", "base", "service", "settings")


def get_meta(request: HttpRequest) -> HttpResponse:
    """GET /meta"""
    only(request.GET)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asker = hashlib.sha256(actor.mark.encode()).hexdigest()[:8]
    tag = f'"{actor.world.version}.{actor.roster.mark}.{actor.language}.{asker}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return answer(meta_of(actor), headers={"ETag": tag, "Cache-Control": "private, no-cache"})


def meta_of(actor: Actor) -> dict[str, Any]:
    """The whole metadata for one asker, in his language."""
    firm = actor.world.firm
    objects = {
        name: object_meta(actor, obj)
        for name, obj in actor.world.objects.items()
        if actor.in_use(name) and visible(actor, name)
    }
    menu = menu_of(actor)
    return {
        "version": f"{actor.world.version}.{actor.roster.mark}.{actor.language}",
        "language": actor.language,
        "firm": {
            "name": firm.name,
            "country": firm.country,
            "currency": firm.currency,
            "timezone": firm.timezone,
        },
        "currencies": {c: currency(c, actor.language) for c in currencies(firm.currency)},
        "user": user_meta(actor),
        "modules": [m.name for m in registry.modules.values() if actor.in_use(m.name + ".")],
        "menu": menu,
        "groups": [{"id": g, "title": group_title(g)} for g in GROUPS],
        "objects": objects,
    }


def visible(actor: Actor, name: str) -> bool:
    """Whether the asker reads or makes anything of an object."""
    return not actor.scope(name, "read").empty or actor.may(name, "create")


def currencies(own: str) -> list[str]:
    """The currencies offered for choice, the firm's first."""
    return list(dict.fromkeys([own, "RUB", "EUR", "USD", "GBP", "CHF", "KZT", "BYN", "CNY"]))


def currency(code: str, language: str) -> dict[str, Any]:
    """Digits and sign of a currency."""
    return {"digits": currency_digits(code), "sign": get_currency_symbol(code, locale=language)}


def user_meta(actor: Actor) -> dict[str, Any]:
    """The asker himself."""
    standing = actor.standing
    unit = actor.roster.unit_names.get(standing.unit, "")
    return {
        "id": str(actor.user),
        "login": standing.login,
        "name": standing.name,
        "initials": initials(standing.name),
        "unit": {"id": str(standing.unit), "title": unit},
        "administrator": actor.administrator,
        "roles": sorted(standing.roles),
        "home": "/",
    }


def group_title(group: str) -> str:
    """The heading of a menu group."""
    from django.utils.translation import gettext as _

    return {
        "work": "",
        "sales": _("Sales"),
        "money": _("Money"),
        "base": _("Base"),
        "service": _("Service"),
        "settings": _("Settings"),
    }[group]


def menu_of(actor: Actor) -> list[dict[str, Any]]:
    """The rail: only what the asker's modules and rights give, objects of one's own included."""
    declared = [
        line
        for module in registry.modules.values()
        if actor.in_use(module.name + ".")
        for line in module.menu
    ]
    own = [
        Menu(name, capital(obj.words["title"]), obj.icon, obj.group, LAST, name, first_view(obj))
        for name, obj in actor.world.objects.items()
        if obj.entity is None
    ]
    found = [
        {
            "id": line.id,
            "title": str(line.title),
            "icon": line.icon,
            "group": line.group,
            "object": line.object,
            "view": line.view,
            "order": line.order,
        }
        for line in declared + own
        if line.object is None
        or (
            line.object in actor.world.objects
            and visible(actor, line.object)
            and (line.needs == "read" or actor.may(line.object, line.needs))
        )
    ]
    return sorted(found, key=lambda line: (GROUPS.index(line["group"]), line["order"]))


def first_view(obj: Obj) -> str:
    """How the records of an object of one's own are shown first."""
    return "board" if obj.board else "list"


def object_meta(actor: Actor, obj: Obj) -> dict[str, Any]:
    """One object."""
    entity = obj.entity
    fields = {n: f for n, f in actor.fields(obj).items() if not f.hidden}
    return {
        "name": obj.name,
        "module": registry.module_of(obj.name),
        "one": str(obj.words["one"]),
        "many": str(obj.words["many"]),
        "title": capital(obj.words["title"]),
        "icon": obj.icon,
        "title_field": obj.title_field,
        "runtime": entity is None,
        "small": obj.small,
        "rights": {p: DEPTHS[actor.depth(obj.name, p)] for p in PRIVILEGES},
        "fields": [field_meta(actor, obj, f) for f in fields.values()],
        **arranged(actor.world, obj.name, fields, ranked_roles(actor)),
        "related": [
            {"object": r.object, "field": r.field, "title": str(r.title)}
            for r in related_of(actor, obj)
        ],
        "board": board_of(actor, obj, fields),
        "commands": commands_of(actor, obj),
        "sort": default_sort(actor, obj),
        "features": features_of(actor, obj),
    }


def features_of(actor: Actor, obj: Obj) -> list[str]:
    """What the page offers for an object beside its fields."""
    entity = obj.entity
    if entity is None:
        return [*OWN_FEATURES, *marks.of_object(actor, obj)]
    duplicates = ["duplicates"] if entity.duplicates else []
    return [*entity.features, *duplicates, *marks.of_object(actor, obj)]


def capital(words: Any) -> str:
    """Words as a heading: with a capital letter."""
    text = str(words)
    return text[:1].upper() + text[1:]


def field_meta(actor: Actor, obj: Obj, spec: FieldSpec) -> dict[str, Any]:
    """One field."""
    kind = spec.kind
    writable = actor.field_right(obj, spec) == "write"
    return {
        "name": spec.name,
        "label": capital(spec.label),
        "kind": kind.name,
        "help": str(spec.help or ""),
        "required": spec.required and not spec.read_only,
        "read_only": not writable,
        "sort": kind.sortable,
        "filter": bool(kind.operators),
        "group": kind.groupable,
        "inline": spec.inline and writable,
        "runtime": spec.runtime,
        "operators": list(kind.operators),
        "options": [
            {
                "value": o.value,
                "label": str(o.label),
                "color": o.color,
                "retired": o.retired,
                "under": o.under,
            }
            for o in spec.options
        ],
        "target": spec.target,
        "among": among(obj, spec),
        "max_length": spec.max_length,
        "default": default_of(actor, spec),
        "low": spec.low,
        "high": spec.high,
        "shaped_by": shaped_by(actor, spec),
        "set_by": set_by(actor, spec),
        "open": spec.open,
        "depends": spec.depends,
        "computed": spec.computed or bool(spec.series),
        "lines": line_fields(actor, obj, spec) if spec.lines is not None else None,
    }


def among(obj: Obj, spec: FieldSpec) -> list[str] | None:
    """The filter on the target that says which of its records the field takes."""
    found = obj.among(spec.name)
    return [found[0], "=", found[1]] if found else None


def default_of(actor: Actor, spec: FieldSpec) -> Any:
    """What a new form holds; what moves with the clock stays a word, for meta is kept for days."""
    if spec.default is None or callable(spec.default):
        return None
    if spec.kind.name in ("date", "moment") and spec.default in MOVING:
        return spec.default
    return spec.kind.dump(preset(spec, actor.ctx), spec)


def shaped_by(actor: Actor, spec: FieldSpec) -> str | None:
    """The record of a runtime field, for who may see it."""
    return str(spec.shaped_by) if spec.shaped_by and actor.may("meta.field", "read") else None


def set_by(actor: Actor, spec: FieldSpec) -> str | None:
    """The record of what the firm set about a field of ours, for who may see it."""
    return str(spec.set_by) if spec.set_by and actor.may("meta.builtin", "read") else None


def line_fields(actor: Actor, obj: Obj, spec: FieldSpec) -> list[dict[str, Any]]:
    """The fields of child rows."""
    return [
        {**field_meta(actor, obj, f), "read_only": f.read_only}
        for f in spec.lines.values()
        if not f.hidden
    ]


def board_of(actor: Actor, obj: Obj, fields: dict[str, FieldSpec]) -> dict[str, Any] | None:
    """The board, if the object has one."""
    board = obj.board
    if board is None or board.by not in fields:
        return None
    return {
        "by": board.by,
        "sum": board.sum if board.sum in fields else None,
        "columns_of": fields[board.by].target,
        "funnel": board.funnel,
    }


def commands_of(actor: Actor, obj: Obj) -> list[dict[str, Any]]:
    """The declared commands that the asker's role could carry out somewhere."""
    return [
        {
            "name": c.name,
            "label": str(c.label),
            "icon": c.icon,
            "on": c.on,
            "needs": c.needs,
            "input": [
                input_meta(actor, obj, dict(part)) for part in c.input if asked(actor, obj, part)
            ],
            "when": c.when,
            "tone": c.tone,
            "confirm": c.confirm,
            "first": c.first,
        }
        for c in (obj.entity.commands if obj.entity else ())
        if not actor.scope(obj.name, c.needs).empty
    ]


def asked(actor: Actor, obj: Obj, part: Mapping[str, Any]) -> bool:
    """Whether a command asks this of the asker: not the fields that do not exist for him."""
    name = part["name"]
    return name != "*" and ("kind" in part or name not in obj.fields or name in actor.fields(obj))


def input_meta(actor: Actor, obj: Obj, part: dict[str, Any]) -> dict[str, Any]:
    """One field that a command asks for: a field of the object, or one of its own."""
    spec = obj.fields.get(str(part["name"]))
    if spec is not None and "kind" not in part:
        shown = field_meta(actor, obj, spec)
    else:
        shown = {
            "name": part["name"], "label": "", "kind": "text", "help": "", "required": False,
            "read_only": False, "options": [], "target": None, "max_length": None,
            "default": None, "lines": None, "operators": [],
        }  # fmt: skip
    shown.update({k: v for k, v in part.items() if k != "options"})
    if "options" in part:
        shown["options"] = [
            {"value": o.value, "label": str(o.label), "color": o.color} for o in part["options"]
        ]
    shown["label"], shown["help"] = str(shown["label"]), str(shown["help"])
    return shown
