"""Rules of directories: who vouches, what travels, and passwords that are kept elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.models import User
from kartei.platform.access.rules import disable
from kartei.platform.access.tests.cast import Cast
from kartei.platform.directory.entries import branches, plain_value, same
from kartei.platform.directory.models import Known
from kartei.platform.directory.tests.conftest import Tied, tie
from kartei.platform.directory.tests.slapd import BASE, PASSWORD
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.models import Journal
from kartei.platform.records.undo import undo

ALL = {"directory.server": dict.fromkeys(("read", "create", "write", "delete"), "organisation")}


@pytest.fixture
def tied(cast: Cast) -> Tied:
    return tie(cast, 1389)


def faults(cast: Cast, **values: Any) -> list[str]:
    """What is wrong with a directory that says this."""
    good = {"name": "x", "host": "dc.example", "base": BASE, "home": str(cast.units["root"])}
    with pytest.raises(Refusal) as refused:
        write.create(cast.admin, "directory.server", {**good, **values})
    return [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"host": "ldap://dc.example"}, "directory.host"),
        ({"host": "a b c d e f"}, "directory.host"),
        ({"port": 70000}, "directory.port"),
        ({"tls": "none"}, "directory.open_password"),
        ({"tls": "none", "host": "127.0.0.1 dc.example"}, "directory.open_password"),
        ({"ca": "no certificate"}, "directory.certificate"),
        ({"base": "people"}, "directory.dn"),
        ({"bind_dn": "reader"}, "directory.dn"),
        ({"user_filter": "(uid=*))(|(uid=*)"}, "directory.filter"),
        ({"user_filter": "uid=*"}, "directory.filter"),
        ({"login_attribute": "uid)(cn"}, "directory.attribute"),
    ],
)
def test_what_is_no_directory_is_refused(cast: Cast, values: dict[str, Any], code: str) -> None:
    assert faults(cast, **values) == [code]


def test_only_an_administrator_says_who_vouches_for_people(tied: Tied, cast: Cast) -> None:
    """Else somebody could vouch for himself as anybody, with a server of his own."""
    head = cast.grant("head", {"*": dict.fromkeys(("read", "write"), "organisation"), **ALL})
    with pytest.raises(Refusal) as refused:
        write.change(head, "directory.server", tied.key, {"host": "mine.example"})
    assert [fault.code for fault in refused.value.faults] == ["directory.administrator"]


def test_a_group_gives_no_more_than_who_ties_it_could(tied: Tied, cast: Cast) -> None:
    """Roles of one's own level, or with rights that one lacks, are not given by a detour."""
    grants: dict[str, Any] = {"*": {"read": "own"}}
    allowed = ("read", "create", "write", "append")
    grants["directory.group"] = dict.fromkeys(allowed, "organisation")
    grants["directory.server"] = {"read": "organisation", "append_to": "organisation"}
    grants["access.role"] = {"read": "organisation", "append_to": "organisation"}
    head = cast.grant("head", grants)
    for role in ("admin", "head", "alice"):
        values = {"server": str(tied.key), "name": "crm", "role": str(cast.roles[role])}
        with pytest.raises(Refusal) as refused:
            write.create(head, "directory.group", values)
        codes = [fault.code for fault in refused.value.faults]
        assert codes == (["access.lacking"] if role == "alice" else ["access.level"])


@pytest.mark.parametrize(
    "change",
    [{"host": "evil.example"}, {"port": 636}, {"tls": "tls"}, {"bind_dn": "cn=x"}],
)
def test_the_password_does_not_follow_to_another_server(
    tied: Tied, cast: Cast, change: dict[str, Any]
) -> None:
    assert tied.row.secret
    assert PASSWORD not in tied.row.secret
    write.change(cast.admin, "directory.server", tied.key, change)
    assert (tied.row.secret, tied.row.has_password) == ("", False)
    last = Journal.objects.filter(record=tied.key).latest("id").change
    assert last is not None
    undo(cast.admin, last)
    assert (tied.row.secret, tied.row.has_password) == ("", False)


def stranger(tied: Tied, user: UUID) -> None:
    """Let a user be one of the directory's."""
    Known.objects.create(server=tied.row, user_id=user, key="0" * 32)


def test_users_of_the_directory_get_no_password_of_ours(tied: Tied, cast: Cast) -> None:
    stranger(tied, cast.ids["bob"])
    data = {"password": "long enough"}
    with pytest.raises(Refusal) as refused:
        commands.run(cast.admin, "access.user", cast.ids["bob"], "set_password", data)
    assert refused.value.code == "access.password_elsewhere"
    tied.change(active=False)
    commands.run(cast.admin, "access.user", cast.ids["bob"], "set_password", data)


def test_the_last_administrator_with_a_password_of_ours_stays(tied: Tied, cast: Cast) -> None:
    """A directory that is away must not lock everybody out."""
    User.objects.filter(pk=cast.ids["bob"]).update(roles=[str(cast.roles["admin"])])
    stranger(tied, cast.ids["bob"])
    with pytest.raises(Refusal) as refused:
        disable(cast.admin, None, [cast.ids["admin"]], {})
    assert refused.value.code == "access.last_administrator"


def test_distinguished_names_are_compared_as_they_are_meant() -> None:
    assert same("OU=Sales , DC=Okna") == same("ou=sales,dc=okna")
    assert same("cn=O\\2CBrien,dc=x") == same("CN=O\\,Brien,DC=x")
    assert plain_value("\\d0\\90\\2c b") == "А, b"
    found = branches("CN=Anna,OU=Berlin,OU=Sales\\, North,DC=okna")
    assert [title for _dn, title in found] == ["Berlin", "Sales, North"]
    assert branches("no name at all") == []
