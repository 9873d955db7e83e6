"""Signing in against OpenLDAP's own server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kartei.platform.access.models import Session, Unit, User
from kartei.platform.access.tests.cast import Cast
from kartei.platform.directory import door, people, sync, trial, watch
from kartei.platform.directory.models import Known
from kartei.platform.directory.tests import slapd as servers
from kartei.platform.directory.tests.conftest import Tied, tie
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

pytestmark = pytest.mark.skipif(not servers.READY, reason="needs slapd and ldap-utils")
GUEST = "uid=guest,ou=Люди,{base}"


def signed_in(user: User) -> None:
    now = timezone.now()
    Session.objects.create(
        key=f"key of {user.login}",
        user=user,
        epoch=user.epoch,
        made_at=now,
        expires_at=now + timedelta(days=1),
    )


def coming(login: str, password: str) -> User:
    found = door.check(login, password)
    assert found is not None
    return found


@pytest.fixture
def own_slapd() -> Iterator[servers.Slapd]:
    """A server that a test may change."""
    with servers.running() as made:
        yield made


def test_the_first_coming_makes_the_user(tied: Tied, cast: Cast) -> None:
    """S4-054: the directory authenticates users and sets their access, through nested groups."""
    user = coming("anna", "Geheim-1")
    assert (user.login, user.name, user.email) == ("anna", "Анна Ерёмина", "anna@okna.example")
    assert (user.phone, user.position) == ("+49 30 1234567", "Менеджер")
    assert user.roles == [str(cast.roles["alice"])]
    assert user.unit_id == cast.units["sales"]
    assert not user.has_usable_password()
    assert coming("ANNA@okna.example", "Geheim-1").pk == user.pk
    assert Known.objects.count() == 1


def test_branches_become_units_where_that_is_wanted(tied: Tied, cast: Cast) -> None:
    """S4-082: the hierarchy of the organisation is the directory's."""
    branch = {
        "server": str(tied.key),
        "name": f"OU=sales, ou=Люди,{servers.BASE}",
        "belongs": str(cast.units["stock"]),
    }
    write.create(cast.admin, "directory.branch", branch)
    assert coming("bert", "Geheim-2").unit_id == cast.units["stock"]
    tied.change(mirror=True)
    user = coming("anna", "Geheim-1")
    made = Unit.objects.get(pk=user.unit_id)
    assert (made.name, made.parent_id) == ("Berlin", cast.units["stock"])
    assert coming("anna", "Geheim-1").unit_id == made.pk


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("anna", ""),
        ("anna", "wrong"),
        ("*", "Geheim-1"),
        ("anna)(uid=*", "Geheim-1"),
        ("*)(uid=anna))(|(uid=*", "Geheim-1"),
        ("anna\x00", "Geheim-1"),
        ("anna", "Geheim-1\x00"),
        ("", ""),
        ("", "Geheim-1"),
        ("nobody", "Geheim-1"),
        ("\\2a", "Geheim-1"),
        ("guest", "Geheim-4"),
    ],
)
def test_who_may_not_come_in(tied: Tied, login: str, password: str) -> None:
    """S16: names mean nothing but themselves; an empty password proves nothing; guests stay out."""
    before = User.objects.count()
    assert door.check(login, password) is None
    assert User.objects.count() == before


def test_names_with_signs_of_the_protocol_are_names(tied: Tied, cast: Cast) -> None:
    user = coming("o.brien", "Geheim-3")
    assert user.name == "O,Brien (*) \\"
    assert user.roles == [str(cast.roles["alice"])]


def test_a_login_of_ours_is_not_taken_over(tied: Tied, cast: Cast) -> None:
    """A user with his own password stays who he is, whatever the directory calls itself."""
    User.objects.filter(login="bob").update(login="anna")
    assert door.check("anna", "Geheim-1") is None
    assert not Known.objects.exists()


def test_roles_follow_the_groups_and_others_stay(tied: Tied, cast: Cast) -> None:
    user = coming("bert", "Geheim-2")
    given = [str(cast.roles["alice"]), str(cast.roles["bob"])]
    write.change(cast.admin, "access.user", user.pk, {"roles": given})
    chiefs = {"server": str(tied.key), "name": "chiefs", "role": str(cast.roles["head"])}
    write.create(cast.admin, "directory.group", chiefs)
    wanted = {str(cast.roles[name]) for name in ("alice", "bob", "head")}
    assert set(coming("bert", "Geheim-2").roles) == wanted


def test_a_certificate_for_another_name_gets_no_password(cast: Cast) -> None:
    with servers.running("elsewhere.example", "") as lying:
        tied = tie(cast, lying.port, lying.ca)
        with pytest.raises(Refusal) as refused:
            door.check("anna", "Geheim-1")
        assert refused.value.status == 503
        assert "certificate cannot be trusted" in tied.row.fault


def test_a_certificate_of_nobody_gets_no_password(cast: Cast, shared_slapd: servers.Slapd) -> None:
    tied = tie(cast, shared_slapd.port)
    with pytest.raises(Refusal):
        door.check("anna", "Geheim-1")
    assert "certificate cannot be trusted" in tied.row.fault


def test_a_trial_tells_every_step(tied: Tied) -> None:
    lines = trial.run(tied.row, "anna")
    assert [line[0] for line in lines if line[0] != " "] == ["✓"] * 4
    assert "  Roles: Role of alice" in lines
    tied.change(base="dc=elsewhere,dc=example")
    assert trial.run(tied.row, "")[-1].startswith("✗ There is no “dc=elsewhere")


def test_taking_over_does_what_its_preview_says(cast: Cast, own_slapd: servers.Slapd) -> None:
    tied = tie(cast, own_slapd.port, own_slapd.ca, mirror=True)
    plan = sync.survey(tied.row, people.acting())
    assert sorted(p.login for p in plan.new) == ["anna", "bert", "o.brien"]
    assert sorted(plan.units.values()) == ["Berlin", "Sales", "Люди"]
    assert plan.strangers == 1
    assert not Known.objects.exists()
    sync.carry_out(tied.row, plan, lambda done, whole: None, confirmed=False)
    assert not plan.refused
    report = sync.told(plan, "Pacific/Kiritimati", done=True)
    here = timezone.localtime(timezone=ZoneInfo("Pacific/Kiritimati"))
    assert report.startswith(f"Taken over on {here:%Y-%m-%d}")
    assert "New: 3" in report
    again = sync.survey(tied.row, people.acting())
    assert (again.new, again.changed, again.same) == ([], [], 3)
    own_slapd.change(
        "dn: uid=bert,ou=Sales,ou=Люди,{base}\nchangetype: modify\nreplace: title\ntitle: Head\n"
        "\ndn: uid=anna,ou=Berlin,ou=Sales,ou=Люди,{base}\nchangetype: delete\n"
    )
    plan = sync.survey(tied.row, people.acting())
    assert [values for _p, _k, values in plan.changed] == [{"position": "Head"}]
    assert [known.user.login for known in plan.gone] == ["anna"]
    sync.carry_out(tied.row, plan, lambda done, whole: None, confirmed=False)
    assert not User.objects.get(login="anna").active
    assert User.objects.get(login="bert").position == "Head"


def test_who_is_shut_there_is_out_here(cast: Cast, own_slapd: servers.Slapd) -> None:
    """Sessions of the disabled and the deleted end; who comes back may come in again."""
    tied = tie(cast, own_slapd.port, own_slapd.ca)
    for login, password in (("anna", "Geheim-1"), ("bert", "Geheim-2"), ("o.brien", "Geheim-3")):
        signed_in(coming(login, password))
    assert watch.look_after(tied.row) == 0
    own_slapd.change(
        "dn: uid=bert,ou=Sales,ou=Люди,{base}\nchangetype: modify\nadd: pwdAccountLockedTime\n"
        "pwdAccountLockedTime: 000001010000Z\n"
    )
    assert watch.look_after(tied.row) == 1
    bert = User.objects.get(login="bert")
    assert not bert.active
    assert not Session.objects.filter(user=bert).exists()
    assert Session.objects.filter(user__login="anna").exists()
    assert door.check("bert", "Geheim-2") is None
    own_slapd.change(
        "dn: uid=bert,ou=Sales,ou=Люди,{base}\nchangetype: modify\ndelete: pwdAccountLockedTime\n"
    )
    assert coming("bert", "Geheim-2").active


def test_who_was_disabled_here_stays_so(tied: Tied, cast: Cast) -> None:
    from kartei.platform.access.rules import disable

    user = coming("bert", "Geheim-2")
    disable(cast.admin, None, [user.pk], {})
    assert door.check("bert", "Geheim-2") is None
    assert not User.objects.get(pk=user.pk).active


def test_a_directory_that_lost_most_of_its_people_puts_nobody_out(tied: Tied) -> None:
    """A wrong filter must not empty the office."""
    for login, password in (("anna", "Geheim-1"), ("bert", "Geheim-2")):
        signed_in(coming(login, password))
    for number in range(6):
        user = User.objects.create(
            login=f"u{number}", name="x", unit_id=User.objects.get(login="anna").unit_id,
            created_at=timezone.now(), changed_at=timezone.now(),
        )  # fmt: skip
        Known.objects.create(server=tied.row, user=user, key=f"{number:032x}")
        signed_in(user)
    assert watch.look_after(tied.row) == 0
    assert User.objects.filter(login__startswith="u", active=True).count() == 6
    assert "nobody was disabled" in tied.row.fault
    plan = sync.survey(tied.row, people.acting())
    sync.carry_out(tied.row, plan, lambda done, whole: None, confirmed=False)
    assert User.objects.filter(login__startswith="u", active=True).count() == 6
    plan = sync.survey(tied.row, people.acting())
    sync.carry_out(tied.row, plan, lambda done, whole: None, confirmed=True)
    assert not User.objects.filter(login__startswith="u", active=True).exists()


def test_loops_of_groups_end(cast: Cast, own_slapd: servers.Slapd) -> None:
    """The firm's groups hold each other; asked for one and for all, the answer is the same."""
    tied = tie(cast, own_slapd.port, own_slapd.ca)
    user: Any = coming("o.brien", "Geheim-3")
    plan = sync.survey(tied.row, people.acting())
    assert plan.roles[Known.objects.get(user=user).key] == set(user.roles)
