"""Rules of the choices of a field: their names, what holds them, and on what they hang."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartei.platform.kit.text import fold
from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj

WITH_CHOICES = ("choice", "choices")
MAX_CHOICES = 500


def check_choices(draft: Any, obj: Obj) -> None:
    """Choices have names, each another; one that is in use is taken out of use, not away."""
    choices = draft.get("choices") or []
    if draft.get("kind") not in WITH_CHOICES:
        if choices:
            draft.fault("choices", "meta.no_choices", _("Only choice fields have choices"))
        return
    if not choices:
        draft.fault("choices", "meta.choices", _("Give at least one choice"))
    if len(choices) > MAX_CHOICES:
        text = _("At most %(count)s choices; for more, make an object and a link to it")
        draft.fault("choices", "meta.many_choices", text, count=MAX_CHOICES)
        return
    check_chain(draft, obj)
    if "choices" in draft.new:
        draft.new["choices"] = named_choices(draft)
        keep_used(draft, obj, obj.fields.get(f"f_{draft.get('number')}"))


def check_chain(draft: Any, obj: Obj) -> None:
    """A field of one choice may depend on another one of the object, but not in a circle."""
    upper = draft.get("depends")
    under = {c.get("under") for c in draft.get("choices") or [] if c.get("under")}
    if not upper:
        if under:
            draft.fault("depends", "meta.depends", _("Choose the field that decides"))
        return
    own = f"f_{draft.get('number')}"
    spec, seen = obj.fields.get(upper), {own}
    if draft.get("kind") != "choice" or spec is None or spec.kind.name != "choice":
        draft.fault("depends", "meta.depends_on", _("Only one choice can depend on another"))
        return
    while spec is not None and spec.depends:
        if spec.name in seen:
            break
        seen.add(spec.name)
        spec = obj.fields.get(spec.depends)
    if upper == own or (spec is not None and spec.name == own):
        draft.fault("depends", "meta.depends_circle", _("These fields would decide one another"))
    elif under - {o.value for o in obj.fields[upper].options}:
        draft.fault("choices", "meta.under", _("A choice belongs to one that is not there"))


def named_choices(draft: Any) -> list[dict[str, Any]]:
    """The choices with values of their own; faults for names that are missing or stand twice."""
    return [named_choice(draft, n, c) for n, c in enumerate(draft.get("choices") or [])]


def named_choice(draft: Any, number: int, choice: dict[str, Any]) -> dict[str, Any]:
    """A choice with a value of its own; its words must differ from those before it."""
    before = draft.get("choices")[:number]
    words = [fold(w) for code in LANGUAGES if (w := choice.get(f"label_{code}"))]
    if not words:
        draft.fault("choices", "meta.choice_name", _("Choice %(n)s has no name"), n=number + 1)
    for code in LANGUAGES:
        word = fold(choice.get(f"label_{code}") or "")
        if word and word in [fold(c.get(f"label_{code}") or "") for c in before]:
            text = _("“%(name)s” stands here twice")
            draft.fault("choices", "meta.choice_twice", text, name=choice[f"label_{code}"])
    known = {c["id"]: c.get("value") for c in draft.old.get("choices") or []}
    value = known.get(choice["id"]) or choice.get("value") or secrets.token_hex(4)
    if value in [c.get("value") for c in before]:
        draft.fault("choices", "meta.choice_twice", _("“%(name)s” stands here twice"), name=value)
    return {**choice, "value": value}


def keep_used(draft: Any, obj: Obj, spec: FieldSpec | None, known: Collection[str] = ()) -> None:
    """Refuse to take away choices that records hold; known: values that stay in any case."""
    left = {c["value"] for c in draft.new["choices"]}.union(known)
    for choice in draft.old.get("choices") or []:
        if choice["value"] in left or spec is None:
            continue
        count = holders(obj, spec, choice["value"])
        if count:
            words = ngettext(
                "“%(name)s” is set in %(count)s record; take it out of use instead",
                "“%(name)s” is set in %(count)s records; take it out of use instead",
                count,
            )
            name = next((w for code in LANGUAGES if (w := choice.get(f"label_{code}"))), "")
            draft.fault("choices", "meta.choice_used", words, name=name, count=count)


def holders(obj: Obj, spec: FieldSpec, value: str) -> int:
    """How many records hold a choice, those in the bin included."""
    rows = obj.twin.objects
    if not spec.kind.many:
        return int(rows.filter(**{spec.path: value}).count())
    # SQLite has no containment of JSON; both databases write a list as ["a", "b"]
    written = rows.annotate(written=Cast(spec.path, TextField()))
    return int(written.filter(written__contains=f'"{value}"').count())
