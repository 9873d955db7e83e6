"""A change of kind as its author meets it: which kinds there are, and the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.meta import keeper, reshapes
from kartei.platform.meta.errors import FieldFault, Refusal, forbidden, invalid
from kartei.platform.meta.kind_words import KIND_OPTIONS
from kartei.platform.meta.models import Reshape, RuntimeField
from kartei.platform.meta.shaping_choices import WITH_CHOICES
from kartei.platform.records.home import must_reach
from kartei.platform.records.models import Journal
from kartei.platform.records.reshaping.sides import Side, side_of
from kartei.platform.records.reshaping.turns import TEXTS, kinds_after
from kartei.platform.records.reshaping.uses import refuse_breaking

FIELD = "meta.field"
#: Texts of a column from which its decimal sign and its order of days are told, and their length.
SAMPLES, SAMPLE = 500, 60
WITH_TARGET = ("link", "links")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a field is to become. currency: of money. back: what it was before its last change."""

    kind: str = ""
    currency: str = ""
    back: bool = False


def field_to_change(actor: Actor, key: UUID) -> RuntimeField:
    """The field, for who may shape it and sees all its values; 404 and 403 else."""
    actor.must(FIELD, "write")
    must_reach(actor, FIELD, key, "write")
    row = RuntimeField.objects.prefetch_related("choices").get(pk=key)
    part = actor.world.parts.get(row.object)
    home = actor.obj(part.whole.name if part is not None and part.whole else row.object)
    known = actor.fields(part or home)
    if actor.scope(home.name, "read").kind != "all" or row.api_name not in known:
        text = gettext_lazy("Only who may read this field of all records changes its kind")
        raise forbidden(text)
    return row


def hindrance(row: RuntimeField) -> str:
    """Why the kind of a field cannot be changed, in words; empty where it can."""
    if row.object.count(".") > 1:
        return _("Columns of lines keep their kind; make a new one")
    if row.formula or row.rollup or row.series:
        return _("The field is computed; its kind follows from how it is")
    if row.unique:
        return _("No value may stand here twice; take this rule away first")
    if not kinds_after(row.kind):
        return _("Values of this kind cannot be converted")
    return ""


def kind_words(kind: str) -> str:
    """A kind in the asker's language."""
    return next(str(o.label) for o in KIND_OPTIONS if o.value == kind)


def offer(actor: Actor, key: UUID) -> dict[str, Any]:
    """``{"kinds": [{"value","label"}], "why", "back": {…}|None, "job"}``: what a field can become.

    why: the reason in words where there is nothing. back: what it was, where that can be taken
    back. job: the change that is under way.
    """
    row = field_to_change(actor, key)
    why = hindrance(row)
    kinds = [] if why else kinds_after(row.kind)
    pending, last = reshapes.pending(row.pk), reshapes.last(row.pk)
    back = None
    if last is not None and last.before["kind"] in kinds:
        kind = last.before["kind"]
        back = {"value": kind, "label": kind_words(kind)}
    return {
        "kinds": [{"value": kind, "label": kind_words(kind)} for kind in kinds],
        "why": why,
        "back": back,
        "job": str(pending.job) if pending is not None else None,
    }


def planned(actor: Actor, row: RuntimeField, wish: Wish) -> Reshape:
    """The change that a wish asks for, not begun. Errors: Refusal for what cannot be."""
    why = hindrance(row)
    if why:
        raise Refusal("meta.not_convertible", why, status=409)
    before = reshapes.settings_of(row)
    first = reshapes.last(row.pk) if wish.back else None
    if wish.back and first is None:
        raise Refusal("meta.no_way_back", gettext_lazy("There is nothing to take back"), status=409)
    settings = dict(first.before) if first is not None else fresh(row, wish)
    if settings["kind"] not in kinds_after(row.kind):
        text = _("Values cannot be converted to this kind")
        raise invalid([FieldFault("kind", "meta.no_conversion", text, "/kind")])
    settings["stem"] = reshapes.fresh_stem(row)
    if row.kind in TEXTS:
        settings["samples"] = samples(side_of(actor, row, before))
    return Reshape(field=row, before=before, wish=settings, back=first)


def fresh(row: RuntimeField, wish: Wish) -> dict[str, Any]:
    """The settings of a kind that the field has not had; limits and the like begin anew."""
    both = row.kind in WITH_CHOICES and wish.kind in WITH_CHOICES
    choices = reshapes.settings_of(row)["choices"] if both else []
    return reshapes.plain(
        kind=wish.kind,
        target=row.target if wish.kind in WITH_TARGET else "",
        currency=wish.currency if wish.kind == "money" else "",
        choices=[{**one, "under": ""} for one in choices],
    )


def stream(side: Side) -> Iterator[tuple[UUID, Any]]:
    """(record, value) of all records that hold one, those in the bin included."""
    spec = side.spec
    columns = [spec.column(suffix) for suffix in spec.kind.read(spec)]
    rows = side.obj.twin.objects.filter(**{f"{spec.path}__isnull": False}).order_by("id")
    for key, *row in rows.values_list("id", *columns).iterator(chunk_size=2000):
        yield key, spec.kind.load(row, spec)


def samples(side: Side) -> list[str]:
    """The first texts of a column."""
    return [value[:SAMPLE] for _key, value in islice(stream(side), SAMPLES) if value]


def begin(actor: Actor, key: UUID, wish: Wish) -> Reshape:
    """Make the new columns; the values follow (``work.run``). Inside ``keeper.as_author``.

    Errors: Refusal where something would break, or another change is under way.
    """
    keeper.begin()
    row = field_to_change(actor, key)
    if reshapes.pending(row.pk) is not None:
        text = gettext_lazy("Its kind is being changed; wait for it, or stop it first")
        raise Refusal("meta.converting", text, status=409)
    reshape = planned(actor, row, wish)
    refuse_breaking(actor, row, reshape.wish)
    side = side_of(actor, row, reshape.before)
    named = reshape.wish["kind"] not in WITH_CHOICES or reshape.wish["choices"]
    if not named and next(stream(side), None) is None:
        text = gettext_lazy("No record holds a value yet; make a new field with choices")
        raise Refusal("meta.choices", text, status=409)
    table = keeper.home_of(row.object)
    keeper.must_be_free(table)
    keeper.add_columns(table, reshapes.as_set(row, reshape.wish))
    reshape.mark = Journal.objects.aggregate(n=Max("pk"))["n"] or 0
    reshape.save()
    return reshape
