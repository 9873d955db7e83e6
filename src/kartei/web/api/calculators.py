"""Calculators: prices while the client talks, trials while one is built, tables out of files."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import File, FormEx, Router
from ninja.files import UploadedFile
from pydantic import Field

from kartei.modules.calculators import contract
from kartei.platform.kit.money import SCALE
from kartei.platform.meta.errors import Refusal
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["calculators"])
Values = Annotated[dict[str, Any], Field(max_length=100)]


class Money(Strict):
    """An amount in major units."""

    amount: str
    currency: str


class ParameterFault(Strict):
    """What is wrong with a parameter; empty: with the calculation as a whole."""

    parameter: str
    code: str
    detail: str


class CalculationStep(Strict):
    """An intermediate value on the way to the price."""

    name: str
    label: str
    value: str


class Priced(Strict):
    """What one set of parameters comes to, or its faults. Who sees no purchase prices gets neither
    cost, profit, margin nor steps.
    """

    faults: list[ParameterFault]
    values: dict[str, Any] | None = None
    price: Money | None = None
    name: str | None = None
    details: str | None = None
    cost: Money | None = None
    profit: Money | None = None
    margin: str | None = None
    steps: list[CalculationStep] | None = None


class PriceIn(Strict):
    """Sets of parameters by name. vat: the rate in per cent that stands in the price;
    left out: as the usual own firm prices.
    """

    variants: list[Values] = Field(min_length=1, max_length=20)
    vat: int | None = Field(None, ge=0, le=100)


class PricesOut(Strict):
    """One answer per set, and the version of the calculator that gave it."""

    version: int
    items: list[Priced]


class CalculatorTry(Strict):
    """The changed fields of a calculator (id: of which), and parameters to try it with."""

    id: str = ""
    calculator: dict[str, Any]
    values: Values


class TableOut(Strict):
    """Cells as spreadsheets copy them: lines, and tabs between."""

    cells: str
    rows: int
    columns: int
    sheet: str
    sheets: list[str]


@router.post("/calculators/{id}/price", response=PricesOut, operation_id="calculatePrice")
def calculate(request: Any, id: str, data: PriceIn) -> HttpResponse:
    """What a calculator comes to for some sets of parameters; nothing is written."""
    vat = None if data.vat is None else data.vat * SCALE
    return answer(contract.price(request.actor, as_id(id), data.variants, vat))


@router.post("/calculators/try", response=Priced, operation_id="tryCalculator")
def try_calculator(request: Any, data: CalculatorTry) -> HttpResponse:
    """What a calculator comes to that is not saved yet; 422 with what is wrong with it."""
    key = as_id(data.id) if data.id else None
    return answer(contract.attempt(request.actor, key, data.calculator, data.values))


@router.post("/calculators/table", response=TableOut, operation_id="readCalculatorTable")
def read_table(
    request: Any,
    file: File[UploadedFile],
    sheet: FormEx[str] = "",
    axes: FormEx[Literal["1", "2"]] = "2",
) -> HttpResponse:
    """The cells of a spreadsheet file; 422 names row and column of what is no number."""
    if (file.size or 0) > contract.LIMIT:
        raise Refusal("http.too_large", _("The request is too large"), status=413)
    return answer(contract.table_from(request.actor, file.read(), sheet, two=axes == "2"))
