"""Own Word templates do not lead around the price limits of roles."""

from __future__ import annotations

import pytest

from kartei.modules.forms.contract import make
from kartei.modules.forms.tests.test_engine import docx
from kartei.modules.forms.tests.test_making import reader, template
from kartei.modules.offers.tests.shop import OFFER, make_shop
from kartei.modules.offers.tests.test_limits import bound, made
from kartei.modules.offers.tests.test_pricing import fresh
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files

pytestmark = pytest.mark.django_db


def test_no_word_file_is_kept_of_an_offer_that_must_not_go_out() -> None:
    """S4-110: what it would lack is told all the same; within the limit it is made."""
    shop = make_shop()
    letter = template(shop, docx("{{ offer.number }}"))
    alice = reader(shop)
    bound(shop, alice, "10")
    key = made(shop, discount="10.5")
    with pytest.raises(Refusal) as found:
        make(fresh(alice), OFFER, key, letter, pdf=False, keep=True)
    assert (found.value.code, found.value.status) == ("pricing.limit", 409)
    assert files.files_of(shop.cast.admin, OFFER, key) == []
    make(fresh(alice), OFFER, key, letter, pdf=False, keep=False)
    make(fresh(alice), OFFER, made(shop, discount="10"), letter, pdf=False, keep=True)
