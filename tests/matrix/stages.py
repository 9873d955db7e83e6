"""The questions that are put to a weakened program, by stages that each build one firm.

A question gives whether something is wrong with the answer; without a mutant nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from inspect import signature
from pathlib import Path
from tempfile import gettempdir
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from kartei.platform.access.roster import forget_roster
from kartei.platform.access.tests.cast import make_cast
from kartei.platform.flow.tests import test_people
from kartei.web.api.tests import test_tokens
from tests import escalation, test_accounts, test_escalation
from tests import test_side_doors as side
from tests import test_unreadable_ids as ids
from tests.closed_firm import build as closed_firm
from tests.matrix import asks, hidden
from tests.matrix import test_routes as routes
from tests.matrix import test_states as states
from tests.matrix.cells import DEPTHS, Asker, Case, cases, dotted, run
from tests.matrix.house import ORACLE, House, build, deals

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
    for key in routes.READERS:
        yield f"{key}, reading alone", lambda key=key: ask(key, routes.mere_reader)  # type: ignore[misc]
    for key in routes.SETTING_UP:
        yield f"{key}, all rights", lambda key=key: ask(key, routes.no_builder)  # type: ignore[misc]


def fails(test: Callable[..., None], *given: Any) -> bool:
    """Whether a test finds something; what it did is taken back."""
    # a version that was rolled back comes again, with other rights
    forget_roster()
    try:
        with transaction.atomic():
            test(*given)
            transaction.set_rollback(True)
    except (AssertionError, pytest.fail.Exception):  # the other: a refusal that did not come
        return True
    return False


def of_states() -> Iterator[Question]:
    """Stages that are closed, modules that are off, changes and imports (test_states.py)."""
    given = (Path(gettempdir()), SimpleNamespace())
    found: list[tuple[Any, tuple[Any, ...]]] = [
        *((states.test_a_stage_takes_what_it_says_from_other_roles, (r,)) for r in ORACLE["stage"]),
        (states.test_a_module_that_is_off_is_not_there, ()),
        (states.test_changes_are_told_of_what_is_reached, ()),
        (states.test_changes_of_a_module_that_is_off_are_not_told, ()),
        (states.test_work_ends_with_the_account, ()),
        *((states.test_an_import_does_what_its_orderer_may, (d,)) for d in DEPTHS),
    ]
    for test, more in found:
        title = " ".join([test.__name__, *more])
        yield title, lambda test=test, more=more: fails(test, *more, *given)  # type: ignore[misc]


def of_closed_firm() -> Iterator[Question]:
    """The firm full of secrets (tests/closed_firm.py)."""
    firm = closed_firm()
    for test in (
        side.test_no_answer_shows_records_that_the_asker_may_not_read,
        side.test_no_answer_shows_fields_that_the_asker_may_not_read,
        ids.test_unreadable_is_answered_like_absent_and_nothing_is_written,
    ):
        yield test.__name__, lambda test=test: fails(test, firm)  # type: ignore[misc]


def of_links() -> Iterator[Question]:
    """Persons seen by way of deals."""
    house = build("people.person")
    deals(house)
    asker = Asker(house)
    for case in dotted():
        yield case.title, lambda case=case: bool(run(asker, case)[1])  # type: ignore[misc]


def of_hidden() -> Iterator[Question]:
    """Fields that are closed."""
    pair = hidden.Pair(hidden.build())
    for cell in hidden.cells():
        yield cell.title, lambda cell=cell: bool(hidden.run(pair, cell)[0])  # type: ignore[misc]


def of_asks() -> Iterator[Question]:
    """Answers that hang on rights otherwise than by their status (asks.toml)."""
    house = asks.build()
    for title, case in asks.cases():
        yield title, lambda case=case: bool(asks.run(house, case))  # type: ignore[misc]


def tests_of(module: Any, **given: Any) -> Iterator[Question]:
    """The tests of a file that need nothing but what is given, each case by itself."""
    for name, test in list(vars(module).items()):
        if not name.startswith("test_") or "chain" in name:  # chains take too long for each mutant
            continue
        marks = [m for m in getattr(test, "pytestmark", ()) if m.name == "parametrize"]
        cases: list[dict[str, Any]] = [{}]
        if marks:
            names = marks[0].args[0]
            names = names.split(",") if isinstance(names, str) else names
            rows = [one if len(names) > 1 else (one,) for one in marks[0].args[1]]
            cases = [dict(zip(names, row, strict=True)) for row in rows]
        wanted = signature(test).parameters.keys()
        for number, case in enumerate(cases):
            known = {**case, **given}
            if wanted <= known.keys():
                asked = partial(test, **{n: known[n] for n in wanted})
                yield f"{name} {number}", partial(fails, asked)


def of_people() -> Iterator[Question]:
    """Who sees to people and their rights, and what he comes by (tests/test_escalation.py)."""
    yield from tests_of(test_escalation, firm=escalation.build())


def of_accounts() -> Iterator[Question]:
    """Who acts, and that nobody raises himself (tests/test_accounts.py)."""
    yield from tests_of(test_accounts, firm=closed_firm())


def of_tokens() -> Iterator[Question]:
    """What tokens may do, who makes and ends them and sessions."""
    yield from tests_of(test_tokens, cast=make_cast())


def of_leaving() -> Iterator[Question]:
    """Who dismisses whom (flow/tests/test_people.py)."""
    cast = make_cast()
    for test in (
        test_people.test_nobody_gains_records_by_dismissing,
        test_people.test_some_stay,
    ):
        yield test.__name__, partial(fails, test, cast)


STAGES: dict[str, Callable[[], Iterator[Question]]] = {
    "routes": of_routes,
    "asks": of_asks,
    "links": of_links,
    "hidden": of_hidden,
    "states": of_states,
    "person": lambda: of_object("people.person"),
    "deal": lambda: of_object("sales.deal"),
    "offer": lambda: of_object("offers.offer"),
    "closed": of_closed_firm,
    "people": of_people,
    "accounts": of_accounts,
    "tokens": of_tokens,
    "leaving": of_leaving,
}
