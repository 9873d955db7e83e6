"""Products and their groups: owner-less, unique article numbers, guarded purchase price."""

from __future__ import annotations

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def codes(refusal: Refusal) -> set[tuple[str, str]]:
    return {(f.field, f.code) for f in refusal.faults}


def test_a_product_starts_as_goods_on_sale_counted_in_pieces(cast: Cast) -> None:
    key = write.create(cast.admin, "catalog.product", {"name": "Sill", "price": "12.50"})
    found = write.one(cast.admin, "catalog.product", key)
    assert (found["kind"], found["unit"], found["active"]) == ("goods", "pcs", True)
    assert found["price"] == {"amount": "12.50", "currency": "RUB"}


def test_an_article_number_is_taken_once_but_may_stay_empty(cast: Cast) -> None:
    for name in ("A", "B"):
        write.create(cast.admin, "catalog.product", {"name": name})
    write.create(cast.admin, "catalog.product", {"name": "C", "article": "K-1"})
    with pytest.raises(Refusal) as caught:
        write.create(cast.admin, "catalog.product", {"name": "D", "article": "K-1"})
    assert codes(caught.value) == {("article", "value.unique")}


def test_prices_are_not_negative(cast: Cast) -> None:
    with pytest.raises(Refusal) as caught:
        write.create(cast.admin, "catalog.product", {"name": "A", "price": "-1", "cost": "-1"})
    assert codes(caught.value) == {("price", "catalog.negative"), ("cost", "catalog.negative")}


def test_synonyms_and_articles_find_a_product(cast: Cast) -> None:
    write.create(
        cast.admin, "catalog.product", {"name": "Casement", "synonyms": "створка", "article": "Q77"}
    )
    for words in ("створ", "q77", "case"):
        found = query.page(cast.alice, "catalog.product", Ask(search=words))["items"]
        assert [item["name"] for item in found] == ["Casement"], words


def test_the_catalogue_is_common_to_all_and_shows_no_purchase_price(cast: Cast) -> None:
    """S4-085: products belong to no unit; the purchase price does not exist without the right."""
    write.create(cast.admin, "catalog.product", {"name": "A", "price": "10", "cost": "7"})
    for who in ("alice", "dmitri"):
        found = query.page(getattr(cast, who), "catalog.product", Ask(fields=("*",)))["items"]
        assert [item["name"] for item in found] == ["A"]
        assert "cost" not in found[0]
    for ask in (Ask(sort="cost"), Ask(filter=["cost", "<", "8"]), Ask(fields=("cost",))):
        with pytest.raises(Refusal) as caught:
            query.page(cast.alice, "catalog.product", ask)
        assert caught.value.code == "query.unknown_field"


def test_who_only_reads_the_catalogue_does_not_change_it(cast: Cast) -> None:
    with pytest.raises(Refusal) as caught:
        write.create(cast.alice, "catalog.product", {"name": "A"})
    assert caught.value.status == 403


def test_a_group_is_not_part_of_itself(cast: Cast) -> None:
    top = write.create(cast.admin, "catalog.group", {"name": "Windows"})
    inner = write.create(cast.admin, "catalog.group", {"name": "Sills", "parent": str(top)})
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "catalog.group", top, {"parent": str(inner)})
    assert codes(caught.value) == {("parent", "catalog.cycle")}


def test_a_group_in_use_stays(cast: Cast) -> None:
    group = write.create(cast.admin, "catalog.group", {"name": "Windows"})
    product = write.create(cast.admin, "catalog.product", {"name": "A", "group": str(group)})
    with pytest.raises(Refusal) as caught:
        write.bin_many(cast.admin, "catalog.group", [group])
    assert codes(caught.value) == {("name", "catalog.group_in_use")}
    write.bin_many(cast.admin, "catalog.product", [product])
    write.bin_many(cast.admin, "catalog.group", [group])
    assert query.page(cast.admin, "catalog.group", Ask())["items"] == []
