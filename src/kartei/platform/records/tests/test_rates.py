"""Exchange rates as records: one for a pair and a day, for so many units, the latest holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.rates import to_base
from kartei.platform.records import write

pytestmark = pytest.mark.django_db
RATE = "meta.rate"
YEN = {"currency": "jpy", "on": "2026-03-01", "units": 100, "rate": "51.25"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def refused(cast: Cast, **values: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        write.create(cast.admin, RATE, {**YEN, **values})
    return {(fault.field, fault.code) for fault in caught.value.faults}


def test_the_latest_rate_up_to_the_day_holds_for_its_units(cast: Cast) -> None:
    write.create(cast.admin, RATE, YEN)
    write.create(cast.admin, RATE, {**YEN, "on": "2026-04-01", "units": 1, "rate": "0.6"})
    thousand = Amount(1000, "JPY")
    own = cast.admin.ctx.currency
    told = [to_base(own, date(2026, month, 15))(thousand) for month in (2, 3, 4, 5)]
    assert told == [None, 512_50, 600_00, 600_00]


def test_a_rate_is_named_after_its_pair(cast: Cast) -> None:
    key = write.create(cast.admin, RATE, YEN)
    found = write.one(cast.alice, RATE, key)
    own = cast.admin.ctx.currency
    assert (found["pair"], found["base"]) == (f"JPY/{own}", own)


def test_what_cannot_be_a_rate_is_refused(cast: Cast) -> None:
    write.create(cast.admin, RATE, YEN)
    assert refused(cast) == {("on", "rates.twice")}
    assert refused(cast, on="2026-03-02", rate="0") == {("rate", "rates.positive")}
    assert refused(cast, on="2026-03-02", units=0) == {("units", "rates.units")}
    assert refused(cast, on="2026-03-02", currency="XXQ") == {("currency", "money.currency")}
    own = cast.admin.ctx.currency
    assert refused(cast, on="2026-03-02", currency=own) == {("base", "rates.same")}


def test_a_rate_in_the_bin_holds_no_more_and_frees_its_day(cast: Cast) -> None:
    key = write.create(cast.admin, RATE, YEN)
    write.bin_many(cast.admin, RATE, [key])
    assert to_base(cast.admin.ctx.currency, date(2026, 5, 1))(Amount(100, "JPY")) is None
    write.create(cast.admin, RATE, YEN)
    with pytest.raises(Refusal):
        write.bin_many(cast.admin, RATE, [key], back=True)
