"""Rights escalation (S3): no chain of calls gives somebody a right that he lacked.

In random firms somebody makes up to six calls. Afterwards none of the accounts in his hand may
reach more than he did before: each privilege on each record, the depths of his roles on every
object, the rights to fields, his level. Who may assign a record may do with it what he may do with
his own: that is what the right to assign means.

The examples are always the same; ESCALATION_EXAMPLES=1000 looks at so many others.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role, Team, User
from kartei.platform.access.roster import forget_roster
from kartei.platform.access.standing import FIELD_RIGHTS
from kartei.platform.meta.spec import PRIVILEGES
from kartei.platform.meta.versions import bump_access
from kartei.platform.meta.world import forget_world
from kartei.platform.records.facts import facts_of
from tests.closed_firm import tables
from tests.escalation import CALLS, OPEN, OTHERS, PEOPLE, SHAPER, Firm, Rights, build, furnish

pytestmark = pytest.mark.django_db
Call = tuple[int, int, int, int, int]
LOOKS = int(os.environ.get("ESCALATION_EXAMPLES", "0"))


@pytest.fixture
def firm(tmp_path: Any, settings: Any) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path)
    return build()


@dataclass
class Footprint:
    """What somebody reaches: (record, privilege), depths, fields, level."""

    rows: set[tuple[UUID, str]]
    depths: dict[tuple[str, str], int]
    fields: dict[tuple[str, str], int]
    level: int

    def beyond(self, other: Footprint) -> list[Any]:
        """What is here and not there."""
        return [
            *sorted(str(one) for one in self.rows - other.rows),
            *(k for k, depth in self.depths.items() if depth > other.depths[k]),
            *(k for k, right in self.fields.items() if right > other.fields[k]),
            *(["level"] if self.level > other.level else []),
        ]


def footprint(user: UUID, records: list[tuple[str, UUID]], *, before: bool = False) -> Footprint:
    """What an account reaches now. before: with what comes of the right to assign."""
    actor = actor_for(user, via="page", language="en")
    rows: set[tuple[UUID, str]] = set()
    for name, key in records:
        facts = facts_of(actor, name, [key])[key]
        reached = {
            p for p in PRIVILEGES if actor.reaches(name, p, facts.owner, facts.unit, key)
        }  # fmt: skip
        if before and "assign" in reached and not actor.shut_off(name, key):
            reached |= {p for p in PRIVILEGES if actor.depth(name, p)}
        rows |= {(key, p) for p in reached}
    names = actor.world.objects
    depths = {(n, p): actor.depth(n, p) for n in names for p in PRIVILEGES}
    return Footprint(rows, depths, fields_of(actor), actor.standing.level)


def fields_of(actor: Actor) -> dict[tuple[str, str], int]:
    """The right to each field of the objects that somebody comes near; 0 elsewhere."""
    found = {}
    for name, obj in actor.world.objects.items():
        near = any(actor.depth(name, p) for p in ("read", "create", "write"))
        for spec in obj.fields.values():
            right = FIELD_RIGHTS.index(actor.field_right(obj, spec)) if near else 0
            found[name, spec.name] = right
    return found


def tried(firm: Firm, mine: Rights, theirs: list[Rights], calls: list[Call]) -> list[Any]:
    """What the asker has gained after some calls."""
    firm.held[:], firm.said[:] = [firm.me], []
    furnish(firm, mine, theirs)
    before = footprint(firm.me, firm.records, before=True)
    for which, a, b, c, who in calls:
        CALLS[which](firm, a, b, c, who)
    bump_access()
    found = []
    active = set(User.objects.filter(active=True, deleted=False).values_list("pk", flat=True))
    for user in dict.fromkeys(firm.held):
        if user in active:
            found += [(user, one) for one in footprint(user, firm.records).beyond(before)]
    return found


def test_no_chain_of_calls_gives_a_right_that_one_lacked(firm: Firm) -> None:
    """S3: accounts, roles, groups, units, shares, owners, imports, tokens, dismissals."""
    numbers = [st.integers(0, 9999)] * 4
    rights = st.tuples(*numbers)
    call = st.tuples(st.integers(0, len(CALLS) - 1), *numbers)

    @given(rights, st.lists(rights, min_size=4, max_size=4), st.lists(call, min_size=3, max_size=6))
    @limits(
        max_examples=LOOKS or 30, derandomize=not LOOKS, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def look(mine: Rights, theirs: list[Rights], calls: list[Call]) -> None:
        with transaction.atomic():
            found = tried(firm, mine, theirs, calls)
            transaction.set_rollback(True)
        forget_roster()
        forget_world()
        assert not found, (found[:9], firm.said)

    look()


#: Alice sees to people, and has everything of her unit's; of the rest she may do nothing.
UNIT: dict[str, Any] = {
    "*": dict.fromkeys(PRIVILEGES, "unit"),
    **{name: dict.fromkeys(PRIVILEGES, "organisation") for name in PEOPLE},
    **OPEN,
}


@pytest.mark.parametrize(
    ("who", "name", "key", "body"),
    [
        # whoever sets a password or the address of letters about it comes in as that user
        ("unit", "user", "dmitri", {"password": "taken over 1"}),
        ("own", "user", "bob", {"password": "taken over 1"}),
        ("unit", "user", "dmitri", {"email": "mine@example.com"}),
        # an absent colleague's records come with his place
        ("own", "user", "bob", {"substitute": "alice", "absent_from": "2026-11-22"}),
        # records move along with their owner
        ("unit", "user", "dmitri", {"unit": "sales"}),
        # what is shared with a unit or a group comes with belonging to it
        ("own", "user", "alice", {"unit": "stock"}),
        ("own", "user", "bob", {"unit": "stock"}),
        ("unit", "team", "Heads", {"members": ["alice"]}),
        # the role that a stage is open to
        ("unit", "user", "alice", {"roles": ["alice", "Key"]}),
        # whoever reaches what is below him comes by what is hung there
        ("subunits", "unit", "stock", {"parent": "sales"}),
    ],
)
def test_nobody_lays_hands_on_what_reaches_further(
    firm: Firm, who: str, name: str, key: str, body: dict[str, Any]
) -> None:
    """S3: each a way by which a chain of calls gave more than its caller had."""
    cast = firm.cast
    cast.grant("alice", {**UNIT, "*": dict.fromkeys(PRIVILEGES, who)})
    Role.objects.filter(pk__in=[cast.roles["bob"], cast.roles["dmitri"]]).update(level=5)
    roles = {r.name: r.pk for r in Role.objects.all()} | cast.roles
    known, teams = {**roles, **cast.units, **cast.ids}, Team.objects.all()
    lists = {"roles": roles, "members": cast.ids}

    def named(field: str, value: Any) -> Any:
        if isinstance(value, list):
            return [str(lists[field][one]) for one in value]
        return str(known.get(value, value))

    wish = {field: named(field, value) for field, value in body.items()}
    things = {"user": cast.ids, "unit": cast.units, "team": {t.name: t.pk for t in teams}}
    path = f"/records/access.{name}/{things[name][key]}"
    before = tables()
    if "password" in wish:
        answer = firm.call(0, "post", f"{path}/set_password", wish)
    else:
        answer = firm.call(0, "patch", path, wish)
    assert answer.status_code in (403, 422), answer.content
    assert tables() == before


def test_nobody_changes_an_account_above_him(firm: Firm) -> None:
    """S3: the level decides, though whoever stands there reaches nothing."""
    cast, users = firm.cast, "/records/access.user"
    Role.objects.filter(pk=cast.roles["bob"]).update(level=50, grants={})
    cast.grant("alice", UNIT)
    bob = f"{users}/{cast.ids['bob']}"
    before = tables()
    for verb, path, body in (
        ("patch", bob, {"position": "Clerk"}),
        ("post", f"{bob}/set_password", {"password": "taken over 1"}),
        ("post", f"{bob}/disable", {}),
    ):
        assert firm.call(0, verb, path, body).status_code in (403, 422), path
        assert tables() == before
    User.objects.filter(pk=cast.ids["bob"]).update(active=False)
    bump_access()
    assert firm.call(0, "post", f"{bob}/enable", {}).status_code == 403
    assert not User.objects.get(pk=cast.ids["bob"]).active


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"grants": {"people.person": {"read": "organisation"}}}, 201),
        # objects that are made later count as well
        ({"grants": {"*": {"read": "organisation"}}}, 422),
        ({"grants": {"offers.offer": {"read": "organisation"}}}, 201),
        # columns of lines count like fields
        (
            {
                "grants": {"offers.offer": {"read": "organisation"}},
                "fields": {"offers.offer": {"lines.cost": "read"}},
            },
            422,
        ),
        # what everybody gets is an administrator's to give
        ({"everyone": True}, 422),
    ],
)
def test_nobody_makes_a_role_of_what_he_lacks(
    firm: Firm, body: dict[str, Any], status: int
) -> None:
    """S3: who has everything that there is has no right to what is not there yet."""
    named = dict.fromkeys(firm.cast.admin.world.objects, dict.fromkeys(PRIVILEGES, "organisation"))
    firm.cast.grant("alice", {**UNIT, **named}, SHAPER)
    wish = {"name": "New", "level": 1, "grants": {}, "fields": {}, **body}
    answer = firm.call(0, "post", "/records/access.role", wish)
    assert answer.status_code == status, answer.content


def test_no_further_role_opens_a_field_that_the_first_one_closes(firm: Firm) -> None:
    """S3: a role that says nothing of persons gave back what the one for persons takes away."""
    cast = firm.cast
    closed = {"people.person": {"phones": "none"}, **SHAPER}
    cast.grant("alice", UNIT, closed)
    silent = {"name": "Silent", "level": 1, "grants": {}, "fields": {}}
    assert firm.call(0, "post", "/records/access.role", silent).status_code == 201
    role = Role.objects.get(name="Silent").pk
    wish = {"roles": [str(cast.roles["alice"]), str(role)]}
    assert firm.call(0, "patch", f"/records/access.user/{firm.me}", wish).status_code in (200, 422)
    User.objects.filter(pk=firm.me).update(roles=wish["roles"])
    bump_access()
    assert "phones" not in cast.alice.fields(cast.alice.obj("people.person"))


def test_nobody_makes_an_account_to_which_less_is_closed(firm: Firm) -> None:
    """S3: without any role nothing would be closed in what everybody may read."""
    cast = firm.cast
    body = {"login": "bare", "name": "Bare", "unit": str(cast.units["sales"]), "roles": []}
    cast.grant("alice", UNIT, {"access.user": {"birthday": "none"}})
    assert firm.call(0, "post", "/records/access.user", body).status_code == 422
    cast.grant("alice", UNIT)
    assert firm.call(0, "post", "/records/access.user", body).status_code == 201


def test_who_reaches_everything_puts_people_anywhere(firm: Firm) -> None:
    """What is shared with a unit or a group holds nobody up who reaches it anyway."""
    cast = firm.cast
    cast.grant("alice", {**UNIT, "*": dict.fromkeys(PRIVILEGES, "organisation")})
    Role.objects.filter(pk=cast.roles["dmitri"]).update(level=5)
    team, dmitri = Team.objects.get(name="Heads").pk, cast.ids["dmitri"]
    for path, body in (
        (f"/records/access.team/{team}", {"members": [str(cast.ids["clara"]), str(dmitri)]}),
        (f"/records/access.user/{dmitri}", {"unit": str(cast.units["sales"])}),
        (f"/records/access.user/{dmitri}", {"unit": str(cast.units["stock"])}),
        (f"/records/access.user/{dmitri}", {"email": "dmitri@example.com"}),
    ):
        answer = firm.call(0, "patch", path, body)
        assert answer.status_code == 200, (path, body, answer.content)


def test_what_came_with_an_absence_ends_with_it(firm: Firm) -> None:
    """S3: at the end of the last day, though nothing is written then."""
    cast, now = firm.cast, timezone.now()
    name, key = firm.records[2 * OTHERS.index("bob")]
    User.objects.filter(pk=cast.ids["bob"]).update(
        absent_from=(now - timedelta(days=2)).date(),
        absent_until=(now + timedelta(days=1)).date(),
        substitute=cast.ids["dmitri"],
    )
    bump_access()

    def reached() -> bool:
        return cast.dmitri.reaches(name, "read", cast.ids["bob"], cast.units["sales"], key)

    assert reached()
    with patch.object(timezone, "now", return_value=now + timedelta(days=3)):
        assert not reached()
