"""The sums of a paper: computed anew after a discount, refused when they are too large."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from kartei.modules.documents.papers import sums
from kartei.modules.documents.render.totals import VatRounding
from kartei.platform.kit.money import Amount


class Paper(SimpleNamespace):
    """What the sums want of a draft: values, and the fields of its kind."""

    def __init__(self, *fields: str, **values: Any) -> None:
        super().__init__(values=values, faults=[], obj=SimpleNamespace(fields=fields))

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def put(self, name: str, value: Any) -> None:
        self.values[name] = value

    def fault(self, field: str, code: str, _words: Any) -> None:
        self.faults.append((field, code))


def line(price: int = 10_000, **more: Any) -> dict[str, Any]:
    return {"quantity": 1_000_000, "price": Amount(price, "EUR"), "vat_rate": "19", **more}


def paper(*fields: str) -> Any:
    return Paper(*fields, currency="EUR", vat_mode="on_top", firm=None)


FOUND: Any = SimpleNamespace(firms={})


def agree(_kind: Any, _draft: Any, _amount: Amount, _found: Any) -> bool:
    """No rule gives a discount."""
    return False


def test_a_discount_that_a_rule_gives_is_in_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule is asked with the sum of the lines; then everything is computed with its percent."""
    asked: list[Amount] = []

    def give(_kind: Any, draft: Any, amount: Amount, _found: Any) -> bool:
        asked.append(amount)
        draft.put("discount", 10_000_000)
        return True

    monkeypatch.setattr(sums, "set_discount", give)
    made = paper()
    total = sums.set_sums(None, made, [line()], FOUND)  # type: ignore[arg-type]
    assert asked == [Amount(10_000, "EUR")]
    assert total is not None
    assert (made.get("net"), made.get("vat")) == (Amount(9000, "EUR"), Amount(1710, "EUR"))
    assert made.get("total") == Amount(total.total, "EUR")


@pytest.mark.parametrize("field", ["price", "cost"])
def test_sums_that_no_paper_has_are_a_slip(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    monkeypatch.setattr(sums, "set_discount", agree)
    made = paper()
    huge = line() | {field: Amount(sums.LIMIT + 1, "EUR")}
    assert sums.set_sums(None, made, [huge], FOUND) is None  # type: ignore[arg-type]
    assert made.faults == [("lines", "papers.too_large")]
    assert made.get("total") is None


def test_what_is_not_chosen_has_an_amount_and_no_part_in_the_sums(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sums, "set_discount", agree)
    made = paper("without_options")
    lines = [line(), line(5000, optional=True), line(700, optional=True, chosen=True)]
    sums.set_sums(None, made, lines, FOUND)  # type: ignore[arg-type]
    assert made.get("net") == Amount(10_700, "EUR")
    assert made.get("without_options") == Amount(11_900, "EUR")
    assert (lines[1]["amount"], lines[1]["net"]) == (Amount(5000, "EUR"), None)


def test_the_own_firm_says_where_vat_is_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Russia by the line, Germany by the rate; no firm and a strange country alike."""
    firms: dict[str, UUID] = {country: uuid4() for country in ("ru", "de", "xx")}

    def fetch(_actor: Any, _name: str, keys: list[UUID | None]) -> dict[Any, Any]:
        return {key: {"country": name} for name, key in firms.items() if key in keys}

    monkeypatch.setattr(sums, "fetch", fetch)
    anyone: Any = None
    assert sums.rounding_of(anyone, firms["ru"]) is VatRounding.LINE
    assert sums.rounding_of(anyone, firms["de"]) is VatRounding.RATE
    assert sums.rounding_of(anyone, firms["xx"]) is sums.rounding_of(anyone, None)
