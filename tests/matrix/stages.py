"""The questions that are put to a weakened program, by stages that each build one firm.

A question gives whether something is wrong with the answer; without a mutant nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from django.db import transaction

from tests import test_side_doors as side
from tests import test_unreadable_ids as ids
from tests.closed_firm import build as closed_firm
from tests.matrix import test_routes as routes
from tests.matrix.cells import Asker, Case, cases, run
from tests.matrix.house import House, build

Question = tuple[str, Callable[[], bool]]


def mixed(found: list[Case]) -> list[Case]:
    """Cases in a fixed order in which unlike ones stand beside each other."""
    return sorted(found, key=lambda c: sha256(c.title.encode()).digest())


def of_object(name: str) -> Iterator[Question]:
    """All cases of one object."""
    asker = Asker(build(name))
    for case in mixed([c for c in cases() if c.object == name]):
        yield case.title, lambda case=case: bool(run(asker, case)[1])  # type: ignore[misc]


def of_routes() -> Iterator[Question]:
    """Every route without a right, and those that set things up with all rights on records."""
    house = build("people.person")
    routes.deed(house)

    def ask(key: str, judge: Callable[[House, list[str]], list[str]]) -> bool:
        return bool(judge(house, [key]))

    for key in routes.ROUTES:
        yield f"{key}, no rights", lambda key=key: ask(key, routes.powerless)  # type: ignore[misc]
    for key in routes.SETTING_UP:
        yield f"{key}, all rights", lambda key=key: ask(key, routes.no_builder)  # type: ignore[misc]


def of_closed_firm() -> Iterator[Question]:
    """The firm full of secrets (tests/closed_firm.py)."""
    firm = closed_firm()

    def fails(test: Callable[[Any], None]) -> bool:
        try:
            with transaction.atomic():
                test(firm)
                transaction.set_rollback(True)
        except AssertionError:
            return True
        return False

    for test in (
        side.test_no_answer_shows_records_that_the_asker_may_not_read,
        side.test_no_answer_shows_fields_that_the_asker_may_not_read,
        ids.test_unreadable_is_answered_like_absent_and_nothing_is_written,
    ):
        yield test.__name__, lambda test=test: fails(test)  # type: ignore[misc]


STAGES: dict[str, Callable[[], Iterator[Question]]] = {
    "routes": of_routes,
    "person": lambda: of_object("people.person"),
    "deal": lambda: of_object("sales.deal"),
    "offer": lambda: of_object("offers.offer"),
    "closed": of_closed_firm,
}
