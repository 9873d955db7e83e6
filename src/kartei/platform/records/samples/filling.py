"""Samples are made: a few at a time, each with its mark in the same transaction."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, bad_question, forbidden
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.versions import bump_meta
from kartei.platform.meta.world import Obj
from kartei.platform.records import marks, write
from kartei.platform.records.models import Sample
from kartei.platform.records.samples import values
from kartei.platform.records.samples.recipes import Recipe, recipes
from kartei.platform.records.samples.scene import (
    Scene,
    Step,
    made_so_far,
    owners_of,
    steps_for,
)

#: How many times a small amount.
AMOUNTS = {"small": 1, "medium": 6}
#: Samples per transaction; so many different values are tried before one is given up.
BATCH, TRIES = 5, 4
#: So many reasons why some could not be made are told.
TOLD = 10

#: (done, all, result so far), inside the transaction of each batch.
Told = Callable[[int, int, dict[str, Any]], None]


def must_fill(actor: Actor) -> None:
    """Samples are the administrator's."""
    if not actor.administrator:
        raise forbidden()


def fill(
    actor: Actor,
    amount: str,
    job: UUID,
    step: Told | None = None,
    *,
    done: int = 0,
    result: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Make samples of all objects in use: ``{"made": {object: count}, "failed", "reasons"}``.

    amount: one of AMOUNTS. done, result: how far an earlier attempt of the same job came. step is
    called inside the transaction of each batch; what it raises ends the work, and what is made
    bears its mark. Errors: Refusal for who is no administrator.
    """
    must_fill(actor)
    if amount not in AMOUNTS:
        raise bad_question(_("There is no such amount of samples"), "samples.amount")
    filling = Filling(renewed(actor), job)
    plan = filling.plan(AMOUNTS[amount])
    told = dict(result or {}) or {"made": {}, "failed": 0, "reasons": []}
    for at in range(done, len(plan), BATCH):
        batch = plan[at : at + BATCH]
        filling.actor = renewed(filling.actor)
        with transaction.atomic():
            for recipe, number in batch:
                told = filling.make(recipe, number, told)
            if step:
                step(at + len(batch), len(plan), told)
        announce(filling.actor, {recipe.object for recipe, _number in batch})
    return told


def renewed(actor: Actor) -> Actor:
    """The same person under the rights and the world of this moment, as who makes samples."""
    found = actor_for(actor.user, via=marks.VIA, language=actor.world.firm.language)
    must_fill(found)
    return replace(found, change=actor.change or uuid7())


def announce(actor: Actor, names: set[str]) -> None:
    """From now on these objects have samples; known with the next version of the world, after the
    samples are there for everybody.
    """
    if names - marks.sampled(actor):
        with transaction.atomic():
            bump_meta()


@dataclass(slots=True)
class Filling:
    """One run. made: the samples by object; steps: where they may stand on their ways."""

    actor: Actor
    job: UUID
    made: dict[str, list[UUID]] = field(default_factory=made_so_far)
    steps: dict[str, list[Step]] = field(default_factory=dict)
    owners: list[UUID] = field(default_factory=list)
    offset: dict[str, int] = field(default_factory=dict)

    def plan(self, times: int) -> list[tuple[Recipe, int]]:
        """Every sample to be made, by recipe and number; numbers go on behind those of earlier
        fillings.
        """
        self.owners = owners_of(self.actor)
        found: list[tuple[Recipe, int]] = []
        for recipe in recipes(self.actor):
            earlier = Sample.objects.filter(object=recipe.object).exclude(job=self.job).count()
            found += [(recipe, earlier + n) for n in range(recipe.small * times)]
        return found

    def make(self, recipe: Recipe, number: int, told: Mapping[str, Any]) -> dict[str, Any]:
        """One sample; the result with it counted."""
        name, why, shunned = recipe.object, "", set[str]()
        for attempt in range(TRIES):
            scene = self.scene(name, number, attempt)
            try:
                with transaction.atomic():
                    key = write.create(self.actor, name, self.record(recipe, scene, shunned))
                    Sample.objects.create(object=name, record=key, job=self.job)
            except Refusal as refusal:
                why = "; ".join(f.detail for f in refusal.faults) or str(refusal.detail)
                shunned |= {f.field for f in refusal.faults}
                continue
            self.made.setdefault(name, []).append(key)
            return {**told, "made": {**told["made"], name: told["made"].get(name, 0) + 1}}
        reason = f"{self.actor.world.objects[name].words['one']}: {why}"
        reasons = list(dict.fromkeys([*told["reasons"], reason]))[:TOLD]
        return {**told, "failed": told["failed"] + 1, "reasons": reasons}

    def scene(self, name: str, number: int, attempt: int) -> Scene:
        """What one sample is made of; the same again when the work goes on after a crash."""
        obj = self.actor.world.objects[name]
        if name not in self.steps:
            self.steps[name] = steps_for(self.actor, obj)
        steps = self.steps[name]
        dice = random.Random(f"{self.job}/{name}/{number}/{attempt}")  # noqa: S311 (no secret)
        step = steps[(number + attempt) % len(steps)] if steps else None
        return Scene(self.actor, obj, number, dice, self.made, self.owners, step)

    def record(self, recipe: Recipe, scene: Scene, shunned: set[str]) -> dict[str, Any]:
        """The values of one sample: those of the recipe, then what the firm has added or demands;
        what was refused before is left out unless it must be there.
        """
        obj, step = scene.obj, scene.step
        found = {n: v for n, v in recipe.values(scene).items() if n in obj.fields}
        if obj.owned:
            found["owner"] = str(scene.dice.choice(scene.owners))
        if step is not None and obj.board is not None:
            found[obj.board.by] = str(step.id)
        demanded = step.demanded if step else ()
        for spec in sorted(obj.fields.values(), key=lambda s: bool(s.depends)):
            wanted = spec.required or spec.name in demanded
            if spec.name in found or not (spec.runtime or wanted) or not values.settable(spec):
                continue
            if spec.name not in shunned or wanted:
                value = values.fitting(scene, spec, found)
                if value is not None:
                    found[spec.name] = value
        return without_refused(found, shunned, obj)


def without_refused(found: dict[str, Any], shunned: set[str], obj: Obj) -> dict[str, Any]:
    """The values without those of the recipe that were refused and need not be there."""

    def free(spec: FieldSpec | None) -> bool:
        return spec is not None and not spec.runtime and not spec.required

    return {n: v for n, v in found.items() if n not in shunned or not free(obj.fields.get(n))}
