"""How designs change what is printed: offers and invoices of a firm, read back from the PDF."""

from __future__ import annotations

from typing import Any

import pytest

from kartei.modules.documents.contract import pdf
from kartei.modules.offers.rules.kind import KIND
from kartei.modules.offers.tests.shop import Shop, make_shop, text_of
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

pytestmark = pytest.mark.django_db
DESIGN = "documents.design"


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def design(shop: Shop, **values: Any) -> None:
    write.create(shop.cast.admin, DESIGN, {"name": "House style", **values})


def printed(shop: Shop, **values: Any) -> str:
    key = shop.offer(**values)
    return text_of(pdf(KIND, shop.cast.alice, key, draft=True).data)


def test_a_design_decides_on_title_columns_and_foot(shop: Shop) -> None:
    """S0-010: the firm's own look without programming."""
    line = {"name": "Window", "article": "W-17", "description": "White frame", "price": "100"}
    before = printed(shop, lines=[line])
    assert {"W-17", "White frame", "Коммерческое предложение"} <= words_in(before)
    design(
        shop, paper="offer", hidden=["article", "description", "price"], size="large",
        title_ru="Смета", foot_ru="Цены действуют при самовывозе", logo_side="right",
        accent="#AA3300", font="serif", fold_marks=False,
    )  # fmt: skip
    after = printed(shop, lines=[line])
    assert {"Смета", "Цены действуют при самовывозе", "Window"} <= words_in(after)
    for gone in ("W-17", "White frame", "Коммерческое", "Цена"):
        assert gone not in after


def words_in(text: str) -> set[str]:
    """The phrases of these tests that stand in a text."""
    asked = (
        "W-17", "White frame", "Коммерческое предложение", "Смета", "Window",
        "Цены действуют при самовывозе",
    )  # fmt: skip
    return {one for one in asked if one in text}


def test_texts_of_a_design_begin_new_papers(shop: Shop) -> None:
    design(shop, paper="offer", intro_ru="Спасибо за звонок!")
    offer = write.one(shop.cast.alice, "offers.offer", shop.offer())
    assert offer["intro"] == "Спасибо за звонок!"


def test_of_several_designs_the_newest_in_use_holds(shop: Shop) -> None:
    design(shop, paper="offer", title_ru="Смета")
    design(shop, paper="offer", title_ru="Расчёт")
    assert "Расчёт" in printed(shop)
    design(shop, paper="offer", title_ru="Проба", active=False)
    assert "Расчёт" in printed(shop)


def test_a_colour_that_is_none_is_refused(shop: Shop) -> None:
    with pytest.raises(Refusal) as caught:
        design(shop, accent="red")
    assert {fault.code for fault in caught.value.faults} == {"documents.colour"}
