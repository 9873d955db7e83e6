"""The kind of a field over the public API (S4-070, S0-064)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow.models import Job
from kartei.platform.meta.models import RuntimeField
from kartei.platform.records.tests.scene import PERSON, drop_runtime_tables, own_field, person
from kartei.web.api.tests.test_formulas import API, client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    drop_runtime_tables()


def test_a_field_is_offered_kinds_previewed_and_given_one(cast: Cast) -> None:
    """What it can become, what that would come to, the job; one change at a time."""
    name = own_field(cast.admin, PERSON, "text", "Width")
    for value in ("1", "2", "wide"):
        person(cast.admin, **{name: value})
    admin, path = client(cast, "admin"), f"{API}/fields/{RuntimeField.objects.get().pk}"
    offered = admin.get(f"{path}/kinds").json()
    assert {"number", "choice", "phones"} <= {kind["value"] for kind in offered["kinds"]}
    assert (offered["why"], offered["back"], offered["job"]) == ("", None, None)
    wish = {"kind": "integer"}
    said = admin.post(f"{path}/kind/preview", wish, content_type="application/json").json()
    assert (said["values"], said["fits"], said["lost"]) == (3, 2, 1)
    assert said["faults"] == [{"old": "wide", "why": said["faults"][0]["why"], "count": 1}]
    begun = admin.post(f"{path}/kind", wish, content_type="application/json")
    assert begun.status_code == 202
    assert Job.objects.get().title == "Changing the kind of “Width”"
    assert admin.get(f"{path}/kinds").json()["job"] == begun.json()["id"]
    again = admin.post(f"{path}/kind", wish, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "meta.converting")


def test_who_shapes_but_does_not_read_all_records_learns_no_value(cast: Cast) -> None:
    """S4-088: the preview shows values, so it is for who may read them all; 403 else."""
    name = own_field(cast.admin, PERSON, "text", "Secret")
    person(cast.admin, **{name: "hush"})
    path = f"{API}/fields/{RuntimeField.objects.get().pk}"
    shaping = {"meta.field": {"read": "organisation", "write": "organisation"}}
    for grants in ({}, shaping, {**shaping, PERSON: {"read": "unit"}}):
        cast.grant("alice", grants)
        asker = client(cast, "alice")
        answers = [asker.get(f"{path}/kinds")] + [
            asker.post(f"{path}/{end}", {"kind": "number"}, content_type="application/json")
            for end in ("kind/preview", "kind")
        ]
        assert [one.status_code for one in answers] == [403, 403, 403]
        assert not any("hush" in one.content.decode() for one in answers)
    assert not Job.objects.exists()
