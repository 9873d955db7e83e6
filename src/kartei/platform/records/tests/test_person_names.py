"""Names of people in fields made at run time: parts, order, search, filter, import, export."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import exporting, query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.exporting import Wish
from kartei.platform.records.importing import service
from kartei.platform.records.importing.tests.files import carry_out, upload
from kartei.platform.records.tests.scene import (
    COMPANY,
    company,
    drop_runtime_tables,
    events,
    own_field,
)

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = ("last", "first", "middle", "prefix")


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    drop_runtime_tables()


@pytest.fixture
def field(cast: Cast) -> str:
    return own_field(cast.admin, COMPANY, "fullname", "Head", indexed=True)


def parts(cast: Cast, key: UUID, field: str) -> tuple[str, ...] | None:
    value = write.one(cast.admin, COMPANY, key)[field]
    return None if value is None else tuple(value[part] for part in PARTS)


def found(cast: Cast, **ask: Any) -> list[str]:
    items = query.page(cast.admin, COMPANY, Ask(fields=("name",), **{"sort": "name", **ask}))
    return [str(item["name"]) for item in items["items"]]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Соловьёв Пётр Ильич", ("Соловьёв", "Пётр", "Ильич", "")),
        ("Пётр Ильич Соловьёв", ("Соловьёв", "Пётр", "Ильич", "")),
        ("Dr. Jörg von der Heide", ("von der Heide", "Jörg", "", "Dr.")),
        ({"last": " Müller ", "first": "Anna"}, ("Müller", "Anna", "", "")),
        ({"prefix": "Dr."}, ("", "", "", "Dr.")),
        ({"last": "", "first": None}, None),
        (None, None),
    ],
)
def test_a_name_is_kept_in_its_parts(
    cast: Cast, field: str, given: Any, kept: tuple[str, ...] | None
) -> None:
    """S4-070: a text is taken apart as imported names are, parts are taken as they are."""
    assert parts(cast, company(cast.admin, **{field: given}), field) == kept


@pytest.mark.parametrize("wrong", [5, ["a"], {"family": "A"}, {"last": 5}, {"last": "a" * 121}])
def test_what_is_no_name_is_refused(cast: Cast, field: str, wrong: Any) -> None:
    with pytest.raises(Refusal) as caught:
        company(cast.admin, **{field: wrong})
    assert [fault.field for fault in caught.value.faults] == [field]


def test_names_sort_by_family_name_and_are_found_in_any_order(cast: Cast, field: str) -> None:
    for name, head in (
        ("A", "Пётр Соловьёв"), ("B", "Анна Белова"), ("C", "Jörg Müller"), ("D", None),
    ):  # fmt: skip
        company(cast.admin, name, **{field: head})
    assert found(cast, sort=field, filter=[field, "filled"]) == ["C", "B", "A"]
    assert found(cast, filter=[field, "=", "Соловьев Петр"]) == ["A"]
    assert found(cast, filter=[field, "=", {"last": "Соловьёв", "first": "Пётр"}]) == ["A"]
    assert found(cast, filter=[field, "contains", "пётр соловьёв"]) == ["A"]
    assert found(cast, filter=[field, "contains", "елов"]) == ["B"]
    assert found(cast, filter=[field, "starts", "muller"]) == ["C"]
    assert found(cast, filter=[field, "empty"]) == ["D"]
    assert found(cast, filter=[field, "!=", "Соловьёв Пётр"]) == ["B", "C", "D"]
    assert found(cast, search="соловьев") == ["A"]
    assert found(cast, search="muller") == ["C"]


def test_history_and_export_write_it_as_the_language_does(cast: Cast, field: str) -> None:
    key = company(cast.admin, "A", **{field: "Dr. Anna Müller"})
    write.change(cast.admin, COMPANY, key, {field: {"last": "Белова", "first": "Анна"}})
    (change,) = events(cast.admin, COMPANY, key)[0]["changes"]
    assert (change["old"], change["new"]) == ("Dr. Anna Müller", "Анна Белова")
    target = io.BytesIO()
    exporting.write(cast.admin, Wish(COMPANY, Ask(fields=("name", field)), "csv"), target)
    assert target.getvalue().decode("utf-8-sig").splitlines()[1] == "A,Анна Белова"


def test_a_formula_reads_it_as_a_text(cast: Cast, field: str) -> None:
    letter = own_field(cast.admin, COMPANY, "text", "Letter", formula=f"'z. Hd. ' + {field}")
    key = company(cast.admin, "A", **{field: "Dr. Anna Müller"})
    assert write.one(cast.admin, COMPANY, key)[letter] == "z. Hd. Anna Müller"


def test_a_file_brings_it_in_one_column_or_in_several(cast: Cast, field: str) -> None:
    """Taken apart by the splitter of people's names, or part by part."""
    bring(cast, "Name;Head\nA;Соловьёв Пётр Ильич\nB;\n", ("name", ""), (field, "full"))
    several = "Name;Family;Given;Title\nC;von der Heide;Jörg;Dr.\n"
    bring(cast, several, ("name", ""), *((field, part) for part in ("last", "first", "prefix")))
    items = query.page(cast.admin, COMPANY, Ask(fields=("name", field)))["items"]
    heads = {one["name"]: one[field] and tuple(one[field][p] for p in PARTS) for one in items}
    assert heads == {
        "A": ("Соловьёв", "Пётр", "Ильич", ""),
        "B": None,
        "C": ("von der Heide", "Jörg", "", "Dr."),
    }


def bring(cast: Cast, content: str, *targets: tuple[str, str]) -> None:
    """Import a table of companies whose columns go where is told."""
    row = upload(cast.admin, content.encode(), COMPANY)
    wanted = [{"index": n, "target": t, "kind": k or None} for n, (t, k) in enumerate(targets)]
    carry_out(cast.admin, service.change(cast.admin, row, {"mapping": wanted}))
