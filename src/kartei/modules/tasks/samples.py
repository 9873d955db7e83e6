"""Sample tasks: overdue, for today and for later; none reminds anybody."""

from __future__ import annotations

from typing import Any

from kartei.platform.records.samples import Recipe, Scene

TASKS = {
    "ru": (("Перезвонить по срокам", "call"), ("Отправить расчёт", "mail"), ("Встреча", "meeting"), ("Подготовить договор", "todo"), ("Выезд к клиенту", "visit")),
    "de": (("Wegen Termin zurückrufen", "call"), ("Kalkulation senden", "mail"), ("Besprechung", "meeting"), ("Vertrag vorbereiten", "todo"), ("Besuch beim Kunden", "visit")),
    "en": (("Call back about dates", "call"), ("Send the price", "mail"), ("Meeting", "meeting"), ("Prepare the contract", "todo"), ("Visit the client", "visit")),
}  # fmt: skip
ABOUT = ("sales.deal", "people.company", "people.person")


def task(scene: Scene) -> dict[str, Any]:
    """A task about a sample deal or client."""
    name, kind = scene.words(TASKS)
    values: dict[str, Any] = {"name": name, "kind": kind, "due_at": scene.moment(-2, 9)}
    known = [about for about in ABOUT if scene.made.get(about)]
    if known:
        about = known[scene.number % len(known)]
        values["about"] = {"object": about, "id": scene.some(about)}
    return values


RECIPES = (Recipe("tasks.task", 14, task, behind=ABOUT),)
