"""Signing in against an Active Directory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kartei.platform.access.models import Session, Unit, User
from kartei.platform.access.tests.cast import Cast
from kartei.platform.directory import door, people, sync, trial, watch
from kartei.platform.directory.tests import samba
from kartei.platform.directory.tests.conftest import Tied
from kartei.platform.records import commands, write

pytestmark = pytest.mark.skipif(bool(samba.missing()), reason=samba.missing() or "none")
WORD = "Geheim-Wort-1"
OFF, ON = 514, 512


@pytest.fixture(scope="module")
def domain() -> Iterator[Path]:
    with samba.running() as folder:
        yield folder


@pytest.fixture
def tied(cast: Cast, domain: Path) -> Tied:
    """The domain, in use: the group CRM gives the role of Alice."""
    values = {
        "name": "Domain", "kind": "ad", "host": "127.0.0.1", "port": samba.PORT, "tls": "starttls",
        "ca": (domain / "server.crt").read_text(), "bind_dn": samba.ADMIN, "base": samba.BASE,
        "active": True, "mirror": True, "home": str(cast.units["root"]),
    }  # fmt: skip
    key = write.create(cast.admin, "directory.server", values)
    data = {"password": samba.PASSWORD}
    commands.run(cast.admin, "directory.server", key, "set_password", data)
    role = {"server": str(key), "name": "crm", "role": str(cast.roles["alice"])}
    write.create(cast.admin, "directory.group", role)
    return Tied(key, cast)


def shut(domain: Path, control: int) -> None:
    """Disable Bert in the domain, or enable him again."""
    entry = "dn: CN=Bert (Sales),OU=Sales,{base}\nchangetype: modify\n"
    samba.change(domain, f"{entry}replace: userAccountControl\nuserAccountControl: {control}\n")


def test_people_of_the_domain_come_in(tied: Tied, cast: Cast, domain: Path) -> None:
    """S4-054: one's login, domain\\login or name@domain; groups inside groups; OUs as units."""
    anna = door.check("OKNA\\anna", WORD)
    assert anna is not None
    assert (anna.login, anna.name, anna.position) == ("anna", "Anna Eremina", "Manager")
    assert anna.roles == [str(cast.roles["alice"])]
    unit = Unit.objects.select_related("parent").get(pk=anna.unit_id)
    assert (unit.name, str(unit.parent)) == ("Berlin", "Sales")
    again = door.check("a.eremina@okna.example", WORD)
    assert again is not None
    assert again.pk == anna.pk
    for login, password in (("anna", "wrong"), ("anna", ""), ("*", WORD), ("krbtgt", WORD)):
        assert door.check(login, password) is None
    assert door.check("Administrator", samba.PASSWORD) is None
    assert "✓ May come in" in trial.run(tied.row, "bert")


def test_the_domain_is_taken_over_and_its_disabled_are_out(
    tied: Tied, cast: Cast, domain: Path
) -> None:
    plan = sync.survey(tied.row, people.acting())
    assert sorted(person.login for person in plan.new) == ["anna", "bert"]
    sync.carry_out(tied.row, plan, lambda done, whole: None, confirmed=False)
    assert not plan.refused
    assert sync.survey(tied.row, people.acting()).same == 2
    bert = User.objects.get(login="bert")
    now = timezone.now()
    Session.objects.create(
        key="bert", user=bert, epoch=bert.epoch, made_at=now, expires_at=now + timedelta(days=1)
    )
    assert watch.look_after(tied.row) == 0
    shut(domain, OFF)
    try:
        assert watch.look_after(tied.row) == 1
        assert not User.objects.get(login="bert").active
        assert not Session.objects.filter(user=bert).exists()
        assert door.check("bert", WORD) is None
    finally:
        shut(domain, ON)
    back = door.check("bert", WORD)
    assert back is not None
    assert back.active
