"""A firm of random rights, and calls over HTTP by which somebody in it may try to raise himself.

All choices are numbers: each names one of what there is at that moment, so that what a call has
made the next one may use. The asker acts as himself or as an account that he has got hold of: one
that he made, or whose password or mail address he set, or for which he has a key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Role, Session, Share, Team, Unit, User
from kartei.platform.access.tests.cast import SHARED_OBJECTS, Cast, make_cast
from kartei.platform.flow import queue
from kartei.platform.flow.worker import perform
from kartei.platform.kit.text import fold
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES
from kartei.platform.meta.versions import bump_access
from kartei.platform.meta.world import current_world
from kartei.platform.records import write
from kartei.web.sessions import COOKIE, digest

RECORDS = ("people.person", "sales.deal")
PEOPLE = ("access.user", "access.role", "access.team", "access.unit")
OTHERS = ("head", "bob", "clara", "dmitri")
OPEN = {o: {"read": "organisation", "append_to": "organisation"} for o in SHARED_OBJECTS}
Rights = tuple[int, int, int, int]
#: What who sees to roles may write of them; closed to whoever is not said to.
SHAPER = {"access.role": {"grants": "write", "fields": "write"}}
#: Fields that a role may close: of persons and deals, and of those who work here.
CLOSED: tuple[dict[str, Any], ...] = (
    {},
    {"people.person": {"phones": "none"}},
    {"people.person": {"phones": "read"}, "sales.deal": {"amount": "none"}},
    {"access.user": {"birthday": "none"}},
)


@dataclass
class Firm:
    """What the calls name: users, roles, teams, units and records, those made on the way too."""

    cast: Cast
    me: UUID
    records: list[tuple[str, UUID]] = field(default_factory=list)
    #: accounts in the asker's hands; what was answered to which call
    held: list[UUID] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)

    def all(self, model: Any) -> list[UUID]:
        """All users, roles, teams or units there are, by name."""
        return list(model.objects.order_by("name").values_list("pk", flat=True))

    def call(self, who: int, verb: str, path: str, body: Any) -> Any:
        """The answer to one of the accounts in hand, as its page would ask."""
        user = self.held[who % len(self.held)]
        key, now = f"s{user}", timezone.now()
        epoch = User.objects.values_list("epoch", flat=True).get(pk=user)
        Session.objects.update_or_create(
            key=digest(key),
            defaults={"user_id": user, "made_at": now, "expires_at": now + timedelta(days=1),
                      "epoch": epoch},
        )  # fmt: skip
        client = Client()
        client.cookies[COOKIE] = key
        headers = {}
        if verb in ("patch", "delete"):
            name, record = path.split("/")[2:4]
            rows = current_world().objects[name].twin.objects.filter(pk=record)
            headers["If-Match"] = f'"{rows.values_list("version", flat=True).get()}"'
        found = getattr(client, verb)(
            f"/api/v1{path}", body, content_type="application/json", headers=headers
        )
        assert found.status_code < 500, (verb, path, body, found.content)
        self.said.append((found.status_code, verb, path, body))
        while (job := queue.claim("here")) is not None:
            perform(job, "here", threading.Event())
        return found


def pick(found: list[Any], number: int) -> Any:
    """One of some things, by any number."""
    return found[number % len(found)]


def some(found: list[Any], number: int) -> list[str]:
    """None, one or two of some things, by any number."""
    chosen = {found[number // 3 % len(found)], found[number // 5 % len(found)]}
    return [str(one) for one in chosen][: number % 3]


def make_user(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A new account with a password that its maker knows."""
    login = f"new{len(firm.all(User))}"
    body = {
        "login": login,
        "name": login,
        "unit": str(pick(firm.all(Unit), a)),
        "roles": some(firm.all(Role), b),
        "with": {"set_password": {"password": "known to me"}},
    }
    if firm.call(who, "post", "/records/access.user", body).status_code == 201:
        firm.held.append(User.objects.get(login=login).pk)


def change_user(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """Roles, unit, substitute or mail address of an account."""
    user, today = pick(firm.all(User), a), timezone.now().date()
    body: dict[str, Any] = (
        {"roles": some(firm.all(Role), b)},
        {"unit": str(pick(firm.all(Unit), b))},
        {"email": "mine@example.com"},
        {"substitute": str(pick(firm.held, b)), "absent_from": str(today)},
        {"roles": [str(pick(firm.all(Role), b)), str(pick(firm.all(Role), b // 7))]},
        {"login": f"other{b}"},
    )[c % 6]
    found = firm.call(who, "patch", f"/records/access.user/{user}", body)
    if found.status_code == 200 and "email" in body:
        firm.held.append(user)


def take_password(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """Somebody else's password, set by the asker."""
    user = pick(firm.all(User), a)
    path = f"/records/access.user/{user}/set_password"
    if firm.call(who, "post", path, {"password": "known to me"}).status_code == 200:
        firm.held.append(user)


def grants_of(number: int) -> dict[str, Any]:
    """Rights by any number: one depth for all, one for a privilege, one for an object."""
    wide = dict.fromkeys(PRIVILEGES, pick(list(DEPTHS), number))
    wide[pick(list(PRIVILEGES), number // 5)] = pick(list(DEPTHS), number // 25)
    return {
        "*": wide,
        pick(list(RECORDS), number // 7): {
            pick(list(PRIVILEGES), number // 3): pick(list(DEPTHS), number // 11)
        },
        pick(list(PEOPLE), number // 13): dict.fromkeys(
            ("create", "write"), ("none", "organisation")[number // 17 % 2]
        ),
    }


def make_role(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A new role; every third says nothing."""
    body = {
        "name": f"Role {a} {b} {len(firm.all(Role))}",
        "level": a % 12,
        "grants": grants_of(b) if c % 3 else {},
        "fields": pick(list(CLOSED), c),
    }
    firm.call(who, "post", "/records/access.role", body)


def change_role(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """What a role gives, or its level."""
    body: dict[str, Any] = (
        {"grants": grants_of(b)}, {"level": b % 12}, {"fields": pick(list(CLOSED), b)},
        {"fields": {}},
    )[c % 4]  # fmt: skip
    firm.call(who, "patch", f"/records/access.role/{pick(firm.all(Role), a)}", body)


def make_team(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A group of an account in hand."""
    body = {"name": f"Team {len(firm.all(Team))}", "members": [str(pick(firm.held, a))],
            "roles": some(firm.all(Role), b)}  # fmt: skip
    firm.call(who, "post", "/records/access.team", body)


def change_team(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """Members or roles of a group."""
    body = {"members": [str(pick(firm.held, b))]} if c % 2 else {"roles": some(firm.all(Role), b)}
    firm.call(who, "patch", f"/records/access.team/{pick(firm.all(Team), a)}", body)


def move_unit(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A unit under another, or a new one."""
    parent = {"parent": str(pick(firm.all(Unit), b))}
    if c % 3:
        firm.call(who, "patch", f"/records/access.unit/{pick(firm.all(Unit), a)}", parent)
    else:
        body = {"name": f"Unit {len(firm.all(Unit))}", **parent}
        firm.call(who, "post", "/records/access.unit", body)


def share(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A record with an account, a group or a unit."""
    name, key = pick(firm.records, a)
    kinds: dict[str, list[UUID]] = {
        "user": firm.all(User), "team": firm.all(Team), "unit": firm.all(Unit),
    }  # fmt: skip
    kind = pick(list(kinds), b)
    body = {kind: str(pick(kinds[kind], b // 3)), "rights": ["read", pick(list(PRIVILEGES), c)]}
    firm.call(who, "post", f"/records/{name}/{key}/share", body)


def assign(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A record to somebody else, or to an account in hand."""
    name, key = pick(firm.records, a)
    body = {"owner": str(pick(firm.held if c % 2 else firm.all(User), b))}
    firm.call(who, "patch", f"/records/{name}/{key}", body)


def bring_in(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A file that changes persons by their number, their owner too."""
    owner = User.objects.values_list("name", flat=True).get(pk=pick(firm.held, b))
    phone = f"+7999555010{a % 5}"
    text = f"Phone;Owner;Position\n{phone};{owner};Taken\n"
    user = pick(firm.held, who)
    client = Client()
    firm.call(who, "get", "/meta", {})
    client.cookies[COOKIE] = f"s{user}"
    file = SimpleUploadedFile("x.csv", text.encode())
    made = client.post("/api/v1/imports", {"file": file, "object": "people.person"})
    if made.status_code == 201:
        at = f"/api/v1/imports/{made.json()['id']}"
        client.patch(at, {"options": {"duplicates": "overwrite"}}, content_type="application/json")
        firm.call(who, "post", f"/imports/{made.json()['id']}/run", {})


def make_token(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """A key of his own, or of another's account."""
    body = {"title": "key", "scopes": {"*": "write"}}
    if c % 2:
        firm.call(who, "post", "/tokens", body)
        return
    user = pick(firm.all(User), a)
    found = firm.call(who, "post", "/security/tokens", {**body, "user": str(user)})
    if found.status_code == 201:
        firm.held.append(user)


def dismiss(firm: Firm, a: int, b: int, c: int, who: int) -> None:
    """Somebody goes, and an account in hand gets his records."""
    path = f"/records/access.user/{pick(firm.all(User), a)}/dismiss"
    firm.call(who, "post", path, {"successor": str(pick(firm.held, b))})


CALLS: tuple[Callable[[Firm, int, int, int, int], None], ...] = (
    make_user, change_user, change_user, take_password, make_role, change_role, make_team,
    change_team, move_unit, share, assign, bring_in, make_token, dismiss,
)  # fmt: skip


def build() -> Firm:
    """Records of everybody, some shared with a unit and a group; a stage for one role alone."""
    cast = make_cast()
    firm = Firm(cast, cast.ids["alice"], held=[cast.ids["alice"]])
    funnel = write.create(cast.admin, "sales.funnel", {"name": "Sales"})
    now = timezone.now()
    stamp = {"created_at": now, "changed_at": now}
    key = Role.objects.create(name="Key", name_key="key", level=2, grants={}, **stamp)
    stages = [
        write.create(
            cast.admin, "sales.stage",
            {"name": name, "funnel": str(funnel), "position": at, "kind": "open", "readers": roles},
        )
        for at, (name, roles) in enumerate((("Open", []), ("Shut", [str(key.pk)])))
    ]  # fmt: skip
    for at, who in enumerate((*OTHERS, "alice")):
        owner = str(cast.ids[who])
        person = {"last_name": who, "phones": [f"+7999555010{at}"], "owner": owner}
        firm.records.append(("people.person", write.create(cast.admin, RECORDS[0], person)))
        deal = {"name": who, "stage": str(stages[at % 2]), "owner": owner}
        firm.records.append(("sales.deal", write.create(cast.admin, RECORDS[1], deal)))
    team = Team.objects.create(
        name="Heads", name_key=fold("Heads"), members=[str(cast.ids["clara"])], roles=[], **stamp
    )
    for at, column, target in ((4, "unit", cast.units["stock"]), (6, "team", team.pk)):
        name, record = firm.records[at]
        given: dict[str, Any] = {column: target, "rights": ["read", "write"]}
        Share.objects.create(object=name, record=record, by=cast.ids["head"], at=now, **given)
    return firm


def furnish(firm: Firm, mine: Rights, theirs: list[Rights]) -> None:
    """Give everybody the roles of this firm; the asker sees to people, as far as they say."""
    a, b, c, _d = mine
    settler = {
        name: dict.fromkeys(("create", "write", "delete"), "organisation")
        for at, name in enumerate(PEOPLE)
        if a >> at & 1
    }
    wide = {**grants_of(b), **settler, **OPEN}
    Role.objects.filter(pk=firm.cast.roles["alice"]).update(
        grants=wide, fields={**SHAPER, **pick(list(CLOSED), c)}, level=10
    )
    for who, (e, f, g, _h) in zip(OTHERS, theirs, strict=True):
        Role.objects.filter(pk=firm.cast.roles[who]).update(
            grants={**grants_of(e), **OPEN}, fields=pick(list(CLOSED), f), level=g % 14
        )
    bump_access()
