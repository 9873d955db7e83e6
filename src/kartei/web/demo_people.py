"""What colleagues in the demo firm arrange among each other: absences, a substitute, shares and a
request for access.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kartei.platform.records import commands, notices, write

if TYPE_CHECKING:
    from kartei.web.demo import Stage

#: login, first and last day from today, who reaches the records meanwhile
ABSENCES = (
    ("storekeeper", -3, 11, "accountant"),
    ("manager2", 12, 26, "manager1"),
)
#: whose deal, whom it is shared with, rights, days until the share ends (None: no end)
SHARES = (
    ("manager1", "accountant", ("read",), 30),
    ("manager1", "accountant", ("read", "append_to"), None),
    ("manager2", "accountant", ("read", "print"), 14),
)
TASKS = {
    "ru": "Сверить взаиморасчёты за ноябрь",
    "de": "Salden für November abstimmen",
    "en": "Reconcile the balances of November",
}


def fill(stage: Stage) -> None:
    """Called last: it is about people and what they own."""
    for login, first, last, substitute in ABSENCES:
        away(stage, login, {"absent_from": first, "absent_until": last}, substitute)
    share_deals(stage)
    ask_for_access(stage)


def away(stage: Stage, login: str, days: dict[str, int], substitute: str) -> None:
    """One absence, arranged by the administrator a week ago."""
    today = stage.today.date()
    values: dict[str, Any] = {name: str(today + timedelta(days=n)) for name, n in days.items()}
    values["substitute"] = str(stage.users[substitute])
    write.change(stage.actor("admin", 7), "access.user", stage.users[login], values)


def share_deals(stage: Stage) -> None:
    """Managers let colleagues see deals of theirs."""
    given: dict[str, int] = {}
    for login, receiver, rights, days in SHARES:
        mine = stage.made.get(f"deals of {login}", [])
        number = given[login] = given.get(login, -1) + 1
        if number >= len(mine):
            continue
        wish: dict[str, Any] = {"user": str(stage.users[receiver]), "rights": list(rights)}
        if days is not None:
            wish["until"] = stage.moment(-days).isoformat()
        commands.run(stage.actor(login, 1), "sales.deal", mine[number], "share", wish)


def ask_for_access(stage: Stage) -> None:
    """Somebody asks the accountant for a record of hers: her page shows the request."""
    name = TASKS[stage.language]
    due = stage.slot(5).isoformat()
    task = stage.add("tasks", "tasks.task", "accountant", 2, name=name, due_at=due)
    notices.request_access(stage.actor("storekeeper", 1), "tasks.task", task)
