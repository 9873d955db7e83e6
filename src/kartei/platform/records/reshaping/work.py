"""A change of kind carried out: batch by batch beside the writers, then the switch, then the notes.

What is written meanwhile is found in the journal. Its numbers are trusted up to a mark that was set
while nobody wrote: all that is below it is committed, and converted before the next mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import hooks, indexes, keeper, reshapes
from kartei.platform.meta.models import Reshape, RuntimeField
from kartei.platform.records import journal, store, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import Journal, Value
from kartei.platform.records.reshaping.service import field_to_change
from kartei.platform.records.reshaping.sides import Side, Way, way_of
from kartei.platform.records.reshaping.uses import computed_from, refuse_breaking

#: Records converted in one transaction: a fraction of a second for SQLite's other writers.
STEP = 250
#: So few records are converted while nobody writes.
FEW = 50
ROUNDS = 20
#: (records done, what is to be remembered)
Step = Callable[[int, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Steps:
    """What is told after each batch.

    step: before the switch, where it may answer that the change is not wanted any more; surely:
    after it, where everybody has the new kind and only the notes and search are behind; pause: lets
    others write.
    """

    step: Step
    surely: Step
    pause: Callable[[], None]


def mark_now() -> int:
    """The newest number of the journal, at a moment when nobody writes."""

    def look() -> int:
        keeper.begin()
        return int(Journal.objects.aggregate(n=Max("pk"))["n"] or 0)

    return keeper.as_author(look)


def touched(way: Way, after: int, upto: int | None = None) -> list[UUID]:
    """The records whose value was set under some numbers of the journal."""
    name = way.old.spec.name
    rows = Journal.objects.filter(object=way.old.obj.name, pk__gt=after, changes__has_key=name)
    rows = rows if upto is None else rows.filter(pk__lte=upto)
    return list(rows.order_by("record").values_list("record", flat=True).distinct())


def filled(side: Side) -> Any:
    """The records that hold a value, in the order of their ids."""
    rows = side.obj.twin.objects.filter(**{f"{side.spec.path}__isnull": False})
    return rows.order_by("id").values_list("id", flat=True)


def total(way: Way) -> int:
    """How many records are visited, about: what comes back may be where nothing is now."""
    return max(int(filled(side).count()) for side in sides_of(way))


def sides_of(way: Way) -> list[Side]:
    """The sides on which a record may hold a value that is to be converted."""
    return [way.old, *([way.origin] if way.origin is not None else [])]


def batches(way: Way, after: str | None) -> Iterator[list[UUID]]:
    """The records to convert, in batches."""
    last = UUID(after) if after else UUID(int=0)
    while found := {k for s in sides_of(way) for k in filled(s).filter(id__gt=last)[:STEP]}:
        keys = sorted(found)[:STEP]
        yield keys
        last = keys[-1]


def run(actor: Actor, key: UUID, steps: Steps, memo: dict[str, Any]) -> dict[str, Any]:
    """Carry a change of kind out, going on where an earlier attempt stopped.

    memo: what the earlier attempt remembered. Answers how many records hold a value now, and how
    many lost theirs to the history.
    """
    reshape = Reshape.objects.get(pk=key)
    way = way_of(actor, reshape)
    memo = {"done": 0, "noted": 0, **memo}
    if reshape.switched_at is None:
        convert_all(way, reshape, steps.step, steps.pause, memo)
        approach(way, reshape, steps.pause)
        switch(actor, reshape)
        reshape.refresh_from_db()
        memo["after"] = None
    settle(way_of(actor, reshape), reshape, steps.surely, steps.pause, memo)
    return {"kind": reshape.wish["kind"], "noted": memo["noted"]}


def convert_all(
    way: Way, reshape: Reshape, step: Step, pause: Callable[[], None], memo: dict[str, Any]
) -> None:
    """The values there are, beside the writers."""
    for keys in batches(way, memo.get("after")):
        found = {**memo, "after": str(keys[-1]), "done": memo["done"] + len(keys)}
        beside_writers(partial(convert, way, reshape, keys), partial(step, found["done"], found))
        memo.update(found)
        pause()


def beside_writers(*acts: Callable[[], None]) -> None:
    """Carry out a batch in a transaction; on PostgreSQL again while others hold its rows.

    A batch and somebody's bulk edit may each wait for the other's rows. This one gives up long
    before the database would choose (after a second), so that it is never the user who loses.
    """

    def act() -> None:
        if connection.vendor == "postgresql":
            keeper.run("SET LOCAL lock_timeout = '200ms'")
        for one in acts:
            one()

    if connection.vendor == "postgresql":
        keeper.as_author(act)
        return
    with transaction.atomic():
        act()


def convert(way: Way, reshape: Reshape, keys: Iterable[UUID]) -> None:
    """A batch, and the choices that it brought, those of an attempt that failed among them."""
    way.convert(keys)
    if way.labels.rows:
        reshape.save(update_fields=["wish"])


def approach(way: Way, reshape: Reshape, pause: Callable[[], None]) -> None:
    """What was written meanwhile, and meanwhile again, until little is left for the switch."""
    for _round in range(ROUNDS):
        upto = mark_now()
        keys = touched(way, reshape.mark, upto)
        for at in range(0, len(keys), STEP):
            beside_writers(partial(convert, way, reshape, keys[at : at + STEP]))
            pause()
        reshape.mark = upto
        reshape.save(update_fields=["mark"])
        if len(keys) <= FEW:
            return


def switch(actor: Actor, reshape: Reshape) -> None:
    """From one moment to the next everybody reads and writes the new columns.

    It is a change of the field like any other, so rights are asked and it stands in the journal.
    Errors: Refusal when something has come to depend on the old kind meanwhile, or the author may
    no longer do so.
    """
    row = field_to_change(actor, reshape.field_id)
    refuse_breaking(actor, row, reshape.wish)
    settings = {n: v for n, v in reshape.wish.items() if n in reshapes.SETTINGS}
    write.change_many(
        actor,
        "meta.field",
        {row.pk: {}},
        verb=reshapes.CONVERT,
        put={**settings, "choices": lines_of(reshape)},
    )


def lines_of(reshape: Reshape) -> list[dict[str, Any]]:
    """The choices of the new kind as child rows of the field."""
    return [
        {**one, "id": UUID(one["id"]) if one.get("id") else uuid7()}
        for one in reshape.wish["choices"]
    ]


def catch_up(actor: Actor, row: RuntimeField) -> None:
    """The last step, inside the change of the field, while nobody writes."""
    reshape = reshapes.pending(row.pk)
    if reshape is None:
        raise LookupError(f"{row.api_name} is not being converted")
    way = way_of(actor, reshape)
    convert(way, reshape, touched(way, reshape.mark))
    reshape.switched_at = timezone.now()
    reshape.save(update_fields=["switched_at"])
    for name, fields in computed_from(way.new).items():
        hooks.order(actor, name, tuple(fields))


def settle(
    way: Way, reshape: Reshape, step: Step, pause: Callable[[], None], memo: dict[str, Any]
) -> None:
    """After the switch: what did not convert goes into the histories, search follows."""
    for keys in batches(way, memo.get("after")):
        with transaction.atomic():
            hold(way.new, keys)
            memo["noted"] += note_lost(way, reshape, keys)
            follow(way, keys)
            memo |= {"after": str(keys[-1]), "done": memo["done"] + len(keys)}
            step(memo["done"], memo)
        pause()


def hold(side: Side, keys: list[UUID]) -> None:
    """Keep writers of some records off, so that search does not fall behind them."""
    if connection.vendor == "postgresql":
        rows = side.obj.twin.objects.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def note_lost(way: Way, reshape: Reshape, keys: list[UUID]) -> int:
    """Write into the histories what could not be kept; how many records that are."""
    side, name = way.old, way.old.spec.name
    lost = [key for key, _v, _f, fault in way.converted(keys) if fault is not None]
    records = store.load(side.actor, side.obj, lost)
    drafts = [
        # the journal tells the version after a change, and this one changes none
        Draft(side.actor, side.obj, key, reshapes.CONVERT, {name: nothing(side)}, old,
              version=old["version"] - 1)
        for key, old in records.items()
    ]  # fmt: skip
    if drafts and reshape.switched_at is not None:
        journal.write(drafts, reshape.pk, reshape.switched_at)
    return len(drafts)


def nothing(side: Side) -> Any:
    """The empty value of a kind."""
    return [] if side.spec.kind.many else None


def follow(way: Way, keys: list[UUID]) -> None:
    """Search text, and the normal forms that only the old kind had."""
    old, new, name = way.old, way.new, way.new.spec.name
    if {old.spec.kind.name, new.spec.kind.name} & set(store.SEARCHED_KINDS):
        found = store.load(new.actor, new.obj, keys)
        drafts = [  # whether a record is in the bin is looked at whatever else search looks at
            Draft(new.actor, new.obj, key, reshapes.CONVERT, {"deleted": old.get("deleted")}, old)
            for key, old in found.items()
        ]
        store.save_search(drafts)
    if old.spec.kind.many and not new.spec.kind.many:
        Value.objects.filter(object=old.obj.name, record__in=keys, field=name).delete()


def give_up(key: UUID) -> None:
    """A change of kind that will not be carried out leaves nothing behind."""
    reshape = Reshape.objects.filter(pk=key, switched_at__isnull=True).first()
    if reshape is None:
        return
    row = RuntimeField.objects.get(pk=reshape.field_id)
    new = reshapes.as_set(row, reshape.wish)

    def clear() -> None:
        keeper.begin()
        indexes.drop_columns(new)
        if keeper.spec_of(new).kind.many and not keeper.spec_of(row).kind.many:
            Value.objects.filter(object=row.object, field=row.api_name).delete()
        reshape.delete()

    keeper.as_author(clear)


def clear_old(before: Any) -> None:
    """Drop the columns of kinds that were changed before a moment; then nothing is taken back."""
    rows = Reshape.objects.filter(switched_at__lt=before, cleared=False)
    for reshape in rows.select_related("field"):
        gone = reshapes.as_set(reshape.field, reshape.before)

        def clear(old: RuntimeField = gone, one: Reshape = reshape) -> None:
            keeper.begin()
            indexes.drop_columns(old)
            one.cleared = True
            one.save(update_fields=["cleared"])

        keeper.as_author(clear)
