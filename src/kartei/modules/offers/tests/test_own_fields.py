"""Fields that an administrator adds to the lines of offers: stored, judged, computed, printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest

from kartei.modules.offers.tests.papers import pdf, preview
from kartei.modules.offers.tests.shop import BASE, OFFER, Shop, make_shop, text_of
from kartei.platform.access.catalogue import fields as grantable
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.models import RuntimeField
from kartei.platform.records import write
from kartei.platform.records.commands import run
from kartei.platform.records.models import Journal
from kartei.platform.records.reshaping.service import Wish, offer, planned
from kartei.platform.records.tests.scene import drop_runtime_tables, own_field
from kartei.platform.records.trying import try_out
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)
LINES = "offers.offer.lines"


@pytest.fixture
def shop() -> Iterator[Shop]:
    yield make_shop()
    drop_runtime_tables()


def column(shop: Shop, kind: str, label: str, **values: Any) -> str:
    return own_field(shop.cast.admin, LINES, kind, label, **values)


def glass(shop: Shop, **values: Any) -> str:
    choices = [
        {"value": "clear", "label_en": "clear glass", "label_ru": "прозрачное"},
        {"value": "frosted", "label_en": "frosted glass", "label_ru": "матовое"},
    ]
    return column(shop, "choice", "Glass", label_ru="Стекло", choices=choices, **values)


def line(**values: Any) -> dict[str, Any]:
    return {"name": "Window", "price": "100", **values}


def lines_of(shop: Shop, key: UUID) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = write.one(shop.cast.admin, OFFER, key)["lines"]
    return found


def faults(shop: Shop, **values: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        shop.offer(**values)
    return {(f.pointer, f.code) for f in caught.value.faults}


def test_lines_keep_what_is_typed_into_own_columns(shop: Shop) -> None:
    """S4-070: an administrator adds fields to the lines of an offer; they are used at once."""
    site, width, pane = column(shop, "text", "Site"), column(shop, "number", "Width"), glass(shop)
    day, by = column(shop, "date", "Ready"), column(shop, "link", "Fitter", target="people.person")
    extras = column(shop, "bool", "Rush")
    values = {site: "Attic", width: "1470.5", pane: "frosted", day: date(2026, 12, 1), extras: True}
    key = shop.offer(
        lines=[line(**{**values, day: "2026-12-01"}, **{by: str(shop.person)}), line()]
    )
    first, second = lines_of(shop, key)
    assert {n: first[n] for n in values} == values
    assert first[by]["id"] == str(shop.person)
    assert [second[n] for n in (site, width, pane, day, by)] == [None] * 5
    write.change(shop.cast.admin, OFFER, key, {"lines": [{"id": second["id"], site: "Cellar"}]})
    (left,) = lines_of(shop, key)
    assert (left["id"], left[site]) == (second["id"], "Cellar")


def test_values_are_held_to_what_the_field_says(shop: Shop) -> None:
    """S1-36: kinds, limits, patterns, choices and required fields, told by line and field."""
    width, pane = column(shop, "integer", "Width", low="100", high="3000"), glass(shop)
    code = column(shop, "text", "Code", pattern="[A-Z]{2}", required=True)
    wrong = {width: 5, pane: "steel", code: "x"}
    assert faults(shop, lines=[line(**{code: "AB"}), line(**wrong), line()]) == {
        (f"/lines/1/{width}", "value.low"),
        (f"/lines/1/{pane}", "value.unknown_option"),
        (f"/lines/1/{code}", "pattern.mismatch"),
        (f"/lines/1/{code}", "value.required"),
        (f"/lines/2/{code}", "value.required"),
    }


def test_a_demand_made_later_does_not_lock_lines_that_were_there(shop: Shop) -> None:
    key = shop.offer(lines=[line()])
    code = column(shop, "text", "Code", required=True)
    (old,) = lines_of(shop, key)
    write.change(shop.cast.admin, OFFER, key, {"lines": [{"id": old["id"], "quantity": "2"}]})
    assert lines_of(shop, key)[0][code] is None


def test_a_new_line_holds_what_is_set_beforehand(shop: Shop) -> None:
    width, pane = column(shop, "integer", "Width", default="900"), glass(shop, default="clear")
    key = shop.offer(lines=[line(), line(**{width: None})])
    assert [(one[width], one[pane]) for one in lines_of(shop, key)] == [
        (900, "clear"), (None, "clear"),
    ]  # fmt: skip


def test_formulas_read_the_other_columns_of_their_line(shop: Shop) -> None:
    """S4-070: a column may be computed; saving and preview agree, and follow each change."""
    width, height = column(shop, "number", "Width"), column(shop, "number", "Height")
    area = column(shop, "number", "Area", formula="[Width] * [Height] / 1000000 * [Quantity]")
    key = shop.offer(lines=[line(**{width: "1500", height: "1200", "quantity": "2"}), line()])
    assert [one[area] for one in lines_of(shop, key)] == ["3.6", None]
    first, second = lines_of(shop, key)
    changed = [{"id": first["id"], height: "1000"}, {"id": second["id"]}]
    shown = preview(shop.cast.admin, {"id": str(key), "lines": changed})
    assert shown["lines"][0][area] == "3"
    write.change(shop.cast.admin, OFFER, key, {"lines": changed})
    assert lines_of(shop, key)[0][area] == "3"
    write.change(shop.cast.admin, OFFER, key, {"lines": [{"id": first["id"], area: "77"}]})
    assert lines_of(shop, key)[0][area] == "3"


def test_a_formula_made_later_is_computed_in_the_lines_that_are_there(shop: Shop) -> None:
    """S4-070: old offers show it at once; other computed columns of theirs stay as agreed."""
    width = column(shop, "number", "Width")
    agreed = column(shop, "number", "Agreed", formula="[Width] + 1")
    key = shop.offer(lines=[line(**{width: "3"}), line()])
    before = write.one(shop.cast.admin, OFFER, key)
    twice = column(shop, "number", "Twice", formula="[Width] * 2")
    assert [one[twice] for one in lines_of(shop, key)] == ["6", None]
    assert [one[agreed] for one in lines_of(shop, key)] == ["4", None]
    after = write.one(shop.cast.admin, OFFER, key)
    assert (after["version"], after["total"]) == (before["version"], before["total"])


def test_a_formula_of_lines_is_tried_on_the_newest_ones(shop: Shop) -> None:
    width = column(shop, "number", "Width")
    key = shop.offer(lines=[line(**{width: "3"}), line()])
    number = write.one(shop.cast.admin, OFFER, key)["number"]
    found = try_out(shop.cast.admin, LINES, "[Width] * 2", "number")
    assert found["fault"] is None
    assert [(one["title"], one["value"]) for one in found["items"]] == [
        (f"{number}, 1", "6"), (f"{number}, 2", ""),
    ]  # fmt: skip


def test_sums_of_the_offer_may_draw_from_own_columns(shop: Shop) -> None:
    width = column(shop, "number", "Width")
    whole = own_field(shop.cast.admin, OFFER, "number", "Metres", formula=f"sum(lines.{width})")
    key = shop.offer(lines=[line(**{width: "1.5"}), line(**{width: "2"})])
    assert write.one(shop.cast.admin, OFFER, key)[whole] == "3.5"
    row = RuntimeField.objects.get(number=int(width[2:]))
    with pytest.raises(Refusal) as caught:
        write.bin_many(shop.cast.admin, "meta.field", [row.pk])
    assert {f.code for f in caught.value.faults} == {"meta.needed"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "phones"}, "meta.part_kind"),
        ({"kind": "file"}, "meta.part_kind"),
        ({"kind": "links", "target": "people.person"}, "meta.part_kind"),
        ({"kind": "text", "unique": True}, "meta.part_unique"),
        ({"kind": "text", "indexed": True}, "meta.part_indexed"),
        ({"kind": "text", "series": "{number:4}"}, "meta.part_series"),
    ],
)
def test_what_lines_cannot_have_is_refused_in_words(
    shop: Shop, values: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        write.create(shop.cast.admin, "meta.field", {"object": LINES, "label_en": "A", **values})
    assert code in {f.code for f in caught.value.faults}
    assert not RuntimeField.objects.exists()


def test_a_column_of_lines_keeps_its_kind(shop: Shop) -> None:
    column(shop, "text", "Site")
    row = RuntimeField.objects.get()
    found = offer(shop.cast.admin, row.pk)
    assert found["kinds"] == []
    assert found["why"].startswith("Columns of lines keep their kind")
    with pytest.raises(Refusal) as caught:
        planned(shop.cast.admin, row, Wish("number"))
    assert caught.value.code == "meta.not_convertible"


def test_only_lines_of_documents_are_printed(shop: Shop) -> None:
    with pytest.raises(Refusal) as caught:
        own_field(shop.cast.admin, "people.person", "text", "Size", printed="column")
    assert [f.code for f in caught.value.faults] == ["meta.not_printed"]


def test_a_column_that_a_role_may_not_see_is_nowhere(shop: Shop) -> None:
    """S2-22: hidden from API, preview, history and paper, and from formulas that read it."""
    secret = column(shop, "text", "Remark", guarded=True, printed="column")
    told = column(shop, "text", "Told", formula=f"{secret} + '!'", printed="under")
    key = shop.offer(
        shop.cast.admin, lines=[line(**{secret: "Walnut"})], owner=str(shop.cast.ids["alice"])
    )
    alice = shop.cast.alice
    assert "Walnut" in text_of(pdf(shop.cast.admin, key, draft=True).data)
    answers: list[Any] = [write.one(alice, OFFER, key), preview(alice, {"id": str(key)})]
    for answer in answers:
        assert "Walnut" not in orjson.dumps(answer, default=str).decode()
        assert secret not in answer["lines"][0]
        assert told not in answer["lines"][0]
    assert "Walnut" not in text_of(pdf(alice, key, draft=True).data)
    with pytest.raises(Refusal) as caught:
        write.change(alice, OFFER, key, {"lines": [line(**{secret: "x"})]})
    assert {f.code for f in caught.value.faults} == {"field.unknown"}
    seen = shop.cast.grant("alice", BASE, {OFFER: {f"lines.{secret}": "read"}})
    (shown,) = write.one(seen, OFFER, key)["lines"]
    assert (shown[secret], shown[told]) == ("Walnut", "Walnut!")
    names = {one["name"] for one in grantable(shop.cast.admin, shop.cast.admin.obj(OFFER))}
    assert f"lines.{secret}" in names


def test_who_does_not_see_a_column_keeps_it_when_he_saves(shop: Shop) -> None:
    secret = column(shop, "text", "Remark", guarded=True)
    key = shop.offer(lines=[line()])
    (old,) = lines_of(shop, key)
    write.change(shop.cast.admin, OFFER, key, {"lines": [{"id": old["id"], secret: "Oak"}]})
    write.change(shop.cast.alice, OFFER, key, {"lines": [{"id": old["id"], "name": "Door"}]})
    (now,) = lines_of(shop, key)
    assert (now["name"], now[secret]) == ("Door", "Oak")


def test_a_new_version_has_the_same_values_and_undo_brings_old_ones_back(shop: Shop) -> None:
    site = column(shop, "text", "Site")
    key = shop.offer(lines=[line(**{site: "Attic"})])
    admin = shop.cast.admin
    copy: UUID = run(admin, OFFER, key, "copy", {})["record"]
    assert lines_of(shop, copy)[0][site] == "Attic"
    (mine,) = lines_of(shop, copy)
    write.change(shop.cast.admin, OFFER, copy, {"lines": [{"id": mine["id"], site: "Cellar"}]})
    last = Journal.objects.filter(record=copy).order_by("-id").first()
    assert last is not None
    assert last.changes["lines"][0][0][site] == "Attic"
    undo(shop.cast.admin, last.change)
    assert lines_of(shop, copy)[0][site] == "Attic"


def test_a_retired_column_comes_back_with_its_values(shop: Shop) -> None:
    """S4-072: the bin keeps them, even where the lines were written meanwhile."""
    site = column(shop, "text", "Site")
    key = shop.offer(lines=[line(**{site: "Attic"}), line(**{site: "Cellar"})])
    row = RuntimeField.objects.get()
    write.bin_many(shop.cast.admin, "meta.field", [row.pk])
    first, second = lines_of(shop, key)
    assert site not in first
    turned = [{"id": second["id"], "quantity": "7"}, {"id": first["id"]}]
    write.change(shop.cast.admin, OFFER, key, {"lines": turned})
    write.bin_many(shop.cast.admin, "meta.field", [row.pk], back=True)
    assert [one[site] for one in lines_of(shop, key)] == ["Cellar", "Attic"]


def test_paper_shows_them_in_columns_or_under_the_name(shop: Shop) -> None:
    """S0-010: each field says whether and where documents show it, in their language."""
    pane, width = glass(shop, printed="column"), column(shop, "number", "Width", printed="under")
    column(shop, "text", "Inner", default="nobody reads this")
    key = shop.offer(lines=[line(**{pane: "frosted", width: "1470.5"}), line()])
    text = text_of(pdf(shop.cast.admin, key, draft=True).data)
    assert "Стекло" in text
    assert "матовое" in text
    assert "Width: 1 470,5" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "nobody reads this" not in text


def test_several_choices_and_a_link_stand_in_a_line_and_on_paper(shop: Shop) -> None:
    """S4-070: kept, named in the answer, printed in the words of the document's language."""
    choices = [
        {"value": "net", "label_en": "insect screen", "label_ru": "сетка"},
        {"value": "lock", "label_en": "lock", "label_ru": "замок"},
        {"value": "sill", "label_en": "sill", "label_ru": "отлив"},
    ]
    extras = column(shop, "choices", "Extras", choices=choices, printed="under")
    by = column(shop, "link", "Fitter", target="people.person", printed="under")
    key = shop.offer(lines=[line(**{extras: ["net", "lock"], by: str(shop.person)}), line()])
    first, second = lines_of(shop, key)
    assert (first[extras], first[by]["id"]) == (["net", "lock"], str(shop.person))
    assert (second[extras], second[by]) == ([], None)
    text = text_of(pdf(shop.cast.admin, key, draft=True).data)
    assert "сетка, замок" in text
    assert first[by]["title"] in text
    assert faults(shop, lines=[line(**{extras: ["net", "steel"]})]) == {
        (f"/lines/0/{extras}", "value.unknown_option")
    }
    write.change(shop.cast.admin, OFFER, key, {"lines": [{"id": first["id"], extras: ["sill"]}]})
    assert lines_of(shop, key)[0][extras] == ["sill"]


def test_more_columns_than_fit_stand_under_the_name(shop: Shop) -> None:
    names = [column(shop, "text", f"Mark {n}", printed="column") for n in range(5)]
    key = shop.offer(lines=[line(**{name: f"v{n}" for n, name in enumerate(names)})])
    text = text_of(pdf(shop.cast.admin, key, draft=True).data)
    assert "Mark 3: v3" in text
    assert "Mark 2: v2" not in text


def test_the_kinds_of_lines_are_kinds() -> None:
    from kartei.platform.meta.shaping import PART_KINDS

    assert set(PART_KINDS) <= set(KINDS)
