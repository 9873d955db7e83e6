"""The demo firm's tasks: overdue, for today, for later, and done ones."""

from __future__ import annotations

from typing import Any

TASKS = {
    "ru": (("Перезвонить по срокам", "call"), ("Отправить расчёт", "mail"), ("Замер на объекте", "visit"), ("Встреча в офисе", "meeting"), ("Подготовить договор", "todo")),
    "de": (("Wegen Termin zurückrufen", "call"), ("Kalkulation senden", "mail"), ("Aufmaß vor Ort", "visit"), ("Besprechung im Büro", "meeting"), ("Vertrag vorbereiten", "todo")),
    "en": (("Call back about dates", "call"), ("Send the price", "mail"), ("Survey on site", "visit"), ("Meeting in the office", "meeting"), ("Prepare the contract", "todo")),
}  # fmt: skip


def fill(stage: Any) -> None:
    """Some tasks for everybody who sells."""
    for login in ("manager1", "manager2"):
        clients = stage.made[f"companies of {login}"]
        for number in range(14):
            name, kind = TASKS[stage.language][number % 5]
            days = (-1, 0, 1, 0, 2, 5, 0, 3)[number % 8]
            values: dict[str, Any] = {
                "name": name,
                "kind": kind,
                "due_at": stage.slot(days).isoformat(),
                "about": {"object": "people.company", "id": str(clients[number % len(clients)])},
            }
            stage.add("tasks", "tasks.task", login, 6, **values)
