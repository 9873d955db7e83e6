"""The tree of units: it keeps its people and is no part of itself."""

from __future__ import annotations

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

pytestmark = pytest.mark.django_db
UNIT = "access.unit"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_a_unit_in_use_stays_and_says_what_holds_it(cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        write.bin_many(cast.admin, UNIT, [cast.units["sales"]])
    detail = refusal.value.faults[0].detail
    assert detail == "Move the people and sub-units first: Alice, Bob, Branch"


def test_an_empty_unit_goes(cast: Cast) -> None:
    made = write.create(cast.admin, UNIT, {"name": "New", "parent": str(cast.units["root"])})
    write.bin_many(cast.admin, UNIT, [made])
    assert write.one(cast.admin, UNIT, made)["id"] == str(made)


def test_no_unit_hangs_below_itself(cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        write.change(cast.admin, UNIT, cast.units["sales"], {"parent": str(cast.units["branch"])})
    assert refusal.value.faults[0].code == "access.cycle"
