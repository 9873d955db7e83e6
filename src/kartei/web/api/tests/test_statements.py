"""The bookings of a bank's file over HTTP, for who may read the statement."""

from __future__ import annotations

import pytest

from kartei.modules.finance.statements.tests.samples import SPARKASSE_V8
from kartei.modules.offers.tests.shop import make_shop
from kartei.platform.records import files, write
from kartei.web.api.tests.test_documents import API, client

pytestmark = pytest.mark.django_db
STATEMENT = "finance.statement"


def test_the_bookings_of_a_file_are_shown_page_by_page() -> None:
    """RC-05: what a file holds is seen before it is booked."""
    shop = make_shop()
    cast = shop.cast
    cast.grant("alice", {STATEMENT: {"read": "own"}})
    file = files.upload(cast.admin, [SPARKASSE_V8], "camt.xml")
    key = write.create(cast.admin, STATEMENT, {"file": str(file.pk)})
    path = f"{API}/records/{STATEMENT}/{key}/bookings"
    found = client(shop, "admin").get(path, {"offset": 1, "limit": 1}).json()
    (one,) = found["items"]
    assert (found["count"], one["party"], one["state"]) == (2, "Stadtwerke", "new")
    assert one["amount"] == {"amount": "-19.00", "currency": "EUR"}
    assert client(shop, "alice").get(path).status_code == 404
    assert client(shop, "admin").get(path, {"limit": 0}).status_code in (400, 422)
