"""What a form, a list and the cards of an object show: as the firm arranged it, or as declared.

A layout never gives a right: only the fields that exist for the asker are looked at, and what a
condition asks of a field that does not exist for him is not asked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from kartei.platform.meta import layout_shapes as shapes
from kartei.platform.meta.layout_conditions import fields_in
from kartei.platform.meta.layout_shapes import CardShape, FormShape, ListShape, Placed, Words
from kartei.platform.meta.models import Layout
from kartei.platform.meta.spec import Entity, FieldSpec
from kartei.platform.meta.spec import Section as Declared

if TYPE_CHECKING:
    from kartei.platform.meta.world import World

log = logging.getLogger(__name__)
#: (object, place) -> role, or None for everybody -> how it is arranged.
Kept = dict[tuple[str, str], dict[UUID | None, shapes.AnyShape]]
Fields = Mapping[str, FieldSpec]
#: So many of its own fields the short form of an object of one's own asks for.
QUICK = 8
#: The section in which the firm's own fields stand while nobody has placed them.
OWN = "own"
#: What every object of one's own shows, as far as it has it.
OWN_FORM = ("name", "funnel", "stage", "owner", "stage_since", "rots_on")
OWN_COLUMNS = ("name", "stage", "owner", "created_at")


def kept() -> Kept:
    """Every layout there is; one that this version does not understand is left out and told."""
    found: Kept = {}
    for row in Layout.objects.filter(deleted=False):
        try:
            shape = shapes.read(row.place, row.definition)
        except (KeyError, ValueError):
            log.warning("layout %s is not understood and left out", row.pk)
            continue
        found.setdefault((row.object, row.place), {})[row.role_id] = shape
    return found


def chosen(world: World, name: str, place: str, roles: Iterable[UUID]) -> shapes.AnyShape | None:
    """The layout for somebody with these roles, the highest first; None: as it was declared."""
    found = world.layouts.get((name, place), {})
    return next((found[role] for role in (*roles, None) if role in found), None)


def arranged(
    world: World,
    name: str,
    fields: Fields,
    roles: Sequence[UUID],
    trial: Mapping[str, shapes.AnyShape | None] = MappingProxyType({}),
) -> dict[str, Any]:
    """``form``, ``tabs``, ``columns``, ``quick`` and ``caller`` of GET /meta.

    fields: those that exist for the asker. roles: his, the highest first. trial: by place, what is
    to be looked at in place of what is published (None: as declared).
    """
    entity = world.objects[name].entity
    form, columns, quick, caller = (
        trial[place] if place in trial else chosen(world, name, place, roles)
        for place in ("form", "list", "quick", "caller")
    )
    asked = names_of(cast("CardShape | None", quick), quick_of(entity, fields), fields)
    return {
        **form_of(entity, cast("FormShape | None", form), fields),
        "columns": names_of(cast("ListShape | None", columns), columns_of(entity, fields), fields),
        "quick": asked,
        "caller": names_of(cast("CardShape | None", caller), asked, fields),
    }


def names_of(
    shape: ListShape | CardShape | None, declared: Iterable[str], fields: Fields
) -> list[str]:
    """The arranged fields, else the declared ones, as far as they exist for the asker."""
    return [n for n in (shape.names if shape else declared) if n in fields]


def quick_of(entity: Entity | None, fields: Fields) -> tuple[str, ...]:
    """The fields that a new record is asked first; of an object of one's own the first ones that
    somebody fills in.
    """
    if entity is not None:
        return entity.quick
    asked = [n for n, spec in fields.items() if spec.runtime and not spec.read_only]
    return ("name", "stage", *asked[:QUICK])


def columns_of(entity: Entity | None, fields: Fields) -> tuple[str, ...]:
    """The columns of a list that nobody has arranged yet; runtime fields come last."""
    base = entity.columns if entity and entity.columns else OWN_COLUMNS
    return (*base, *(n for n, spec in fields.items() if spec.runtime))


def declared_sections(entity: Entity | None) -> tuple[Declared, ...]:
    """The sections of the form as the program brings them, and the one for the firm's fields."""
    sections = entity.form if entity else (Declared("main", _("Main"), OWN_FORM),)
    return (*sections, Declared(OWN, _("Other fields"), ()))


def standard_form(entity: Entity | None) -> FormShape:
    """The declared form as a shape."""
    sections = [
        shapes.Section(
            id=part.id,
            collapsed=part.collapsed,
            fields=[Placed(name=name) for name in part.fields],
        )
        for part in declared_sections(entity)
    ]
    return FormShape(tabs=[shapes.Tab(id="main", sections=sections)])


def form_of(entity: Entity | None, shape: FormShape | None, fields: Fields) -> dict[str, Any]:
    """Tabs and sections with what each field's place says; empty ones are left out."""
    titles = {part.id: str(part.title) for part in declared_sections(entity)}
    laid = shape or standard_form(entity)
    parts = [(tab, part, list(part.fields)) for tab in laid.tabs for part in tab.sections]
    late = [Placed(name=name) for name in unplaced(laid, fields, demanded=shape is not None)]
    if parts:
        parts[-1][2].extend(late)
    elif late:
        parts.append((laid.tabs[-1], shapes.Section(id=OWN), late))
    form = []
    for tab, part, placed in parts:
        seen = [one for one in placed if one.name in fields]
        if seen:
            title = words(part.title) or titles.get(part.id, "")
            form.append(section_of(tab.id, part, title, seen, fields))
    return {"form": form, "tabs": tabs_of(laid, form)}


def unplaced(laid: FormShape, fields: Fields, *, demanded: bool) -> list[str]:
    """Fields that stand in the last section because nobody has said where they belong.

    demanded: fields that must be filled in appear even when they were left out.
    """
    placed, left_out = set(laid.names), set(laid.left_out)
    return [
        name
        for name, spec in fields.items()
        if name not in placed
        and (
            (spec.runtime and name not in left_out)
            or (demanded and spec.required and not spec.read_only)
        )
    ]


def section_of(
    tab: str, part: shapes.Section, title: str, placed: list[Placed], fields: Fields
) -> dict[str, Any]:
    """A section as GET /meta tells it."""
    settings = {one.name: found for one in placed if (found := settings_of(one, fields))}
    return {
        "id": part.id,
        "title": title,
        "fields": [one.name for one in placed],
        "collapsed": part.collapsed,
        "tab": tab,
        "columns": part.columns,
        "settings": settings,
    }


def settings_of(placed: Placed, fields: Fields) -> dict[str, Any]:
    """What differs from the usual at a field's place.

    A field that must be filled in is always shown, whatever was said before it had to be.
    """
    found: dict[str, Any] = {}
    if placed.width > 1:
        found["width"] = placed.width
    judged = placed.when is not None and fields_in(placed.when) <= fields.keys()
    if judged and not fields[placed.name].required:
        found["when"] = placed.when
    if help_text := words(placed.help):
        found["help"] = help_text
    return found


def tabs_of(laid: FormShape, form: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The tabs that hold anything; none when there is but one."""
    first = {part["tab"]: part["title"] for part in reversed(form)}
    found = [
        {"id": tab.id, "title": words(tab.title) or first[tab.id]}
        for tab in laid.tabs
        if tab.id in first
    ]
    return found if len(found) > 1 else []


def words(found: Words) -> str:
    """The word in the active language, else in any there is."""
    language = (translation.get_language() or "en")[:2]
    return str(getattr(found, language, "") or found.en or found.ru or found.de)
