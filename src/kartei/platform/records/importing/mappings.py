"""Which column goes where: what people send, and mappings kept for the next file of that sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.text import fold
from kartei.platform.meta.errors import FieldFault, Refusal, bad_question
from kartei.platform.records.importing.models import Import, ImportMapping
from kartei.platform.records.importing.targets import Place, places

#: Which share of a file's titles a saved mapping must know to be taken unasked.
FITTING = 0.8
LONGEST_TITLE = 120
Mapped = dict[str, list[str]]


def parsed(actor: Actor, row: Import, raw: Any) -> Mapped:
    """``[{"index", "target", "kind"?}]`` as a mapping; 422 for what does not exist."""
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise bad_question(_("“%(name)s” is a list"), "http.parameter", name="mapping")
    found = places(actor, row.object)
    columns = {column["index"] for column in row.columns}
    mapping: Mapped = {}
    faults: list[FieldFault] = []
    for number, item in enumerate(raw):
        index, target = item.get("index"), item.get("target") or ""
        kind = item.get("kind") or ""
        place = found.get(target) if isinstance(target, str) else None
        if not isinstance(index, int) or isinstance(index, bool) or index not in columns:
            faults.append(_fault(number, "index", _("There is no such column")))
        elif target and place is None:
            faults.append(_fault(number, "target", _("There is no such field")))
        elif place and kind and kind not in dict(place.kinds):
            faults.append(_fault(number, "kind", _("This field does not know this kind")))
        elif place:
            mapping[str(index)] = [target, kind]
    if faults:
        raise Refusal("imports.mapping", _("Check the columns"), faults=faults)
    return mapping


def _fault(number: int, name: str, text: Any) -> FieldFault:
    return FieldFault(name, "imports.mapping", str(text), f"/mapping/{number}/{name}")


def save(actor: Actor, row: Import, title: Any, *, shared: bool) -> None:
    """Keep the import's mapping under a title; the same title of the same person is replaced."""
    if not isinstance(title, str) or not 0 < len(title.strip()) <= LONGEST_TITLE:
        raise bad_question(
            _("A title has 1 to %(limit)s characters"), "http.parameter", limit=LONGEST_TITLE
        )
    row.mapping_title = " ".join(title.split())
    ImportMapping.objects.update_or_create(
        by_id=actor.user,
        object=row.object,
        title=row.mapping_title,
        defaults={"columns": by_title(row), "shared": shared, "used_at": timezone.now()},
    )


def by_title(row: Import) -> Mapped:
    """The mapping by folded column titles; what is left out on purpose is kept as nothing."""
    return {
        fold(column["title"]): row.mapping.get(str(column["index"]), ["", ""])
        for column in row.columns
        if column["title"]
    }


def apply_fitting(actor: Actor, row: Import, found: Mapping[str, Place]) -> None:
    """Take over the newest saved mapping that knows nearly all titles of the file."""
    titles = {fold(column["title"]): column["index"] for column in row.columns if column["title"]}
    for saved in visible(actor, row.object):
        known = titles.keys() & saved.columns.keys()
        if titles and len(known) >= FITTING * len(titles):
            row.mapping_title = saved.title
            for title in known:
                target, kind = saved.columns[title]
                row.mapping.pop(str(titles[title]), None)
                if target in found:
                    row.mapping[str(titles[title])] = [target, kind]
            return


def visible(actor: Actor, name: str) -> list[ImportMapping]:
    """One's own mappings of an object and those that are shared, last used first."""
    rows = ImportMapping.objects.filter(Q(by=actor.user) | Q(shared=True), object=name)
    return list(rows.order_by("-used_at"))


def wire(actor: Actor, saved: ImportMapping) -> dict[str, Any]:
    """A saved mapping in its JSON form; fields that the asker may not fill are left out."""
    found = places(actor, saved.object)
    return {
        "id": str(saved.id),
        "object": saved.object,
        "title": saved.title,
        "shared": saved.shared,
        "mine": saved.by_id == actor.user,
        "columns": [
            {
                "title": title,
                "target": target if target in found else None,
                "kind": (kind or None) if target in found else None,
            }
            for title, (target, kind) in saved.columns.items()
        ],
    }
