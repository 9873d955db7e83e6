"""Choices of delivery documents, and what each form of them is in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

DELIVERY_STATES = (
    Option("draft", pgettext_lazy("state of a delivery", "draft"), "neutral"),
    Option("issued", pgettext_lazy("state of a delivery", "issued"), "info"),
    Option("signed", pgettext_lazy("state of a delivery", "signed"), "pos"),
    Option("cancelled", pgettext_lazy("state of a delivery", "cancelled"), "neg"),
)
DELIVERY_CLOSED = ("issued", "signed", "cancelled")
#: States in which a paper counts as handed out.
COUNTED = ("issued", "signed")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of delivery document.

    prefixes: language it exists in -> how its numbers begin there; forms with the same prefix
    share a series. priced: languages in which it tells prices and sums. transfer: it proves that
    something was handed over or done; tax: it is the счёт-фактура of the sale; advance: that of
    money which came before.
    """

    prefixes: Mapping[str, str]
    priced: tuple[str, ...] = ("ru",)
    transfer: bool = True
    tax: bool = False
    advance: bool = False


#: In Russia a счёт-фактура and the УПД in its place are counted in one series.
FORMS: Mapping[str, Form] = {
    "act": Form({"ru": "А", "de": "LN", "en": "CC"}, priced=("ru", "en")),
    "note": Form({"ru": "Н", "de": "LS", "en": "DN"}),
    "torg12": Form({"ru": "ТН"}),
    "upd": Form({"ru": "СФ"}, tax=True),
    "upd2": Form({"ru": "ПД"}),
    "factura": Form({"ru": "СФ"}, transfer=False, tax=True),
    "prepaid": Form({"ru": "СФ"}, transfer=False, advance=True),
}
FORM_OPTIONS = (
    Option("act", pgettext_lazy("form of a delivery", "certificate of completion"), "accent"),
    Option("note", pgettext_lazy("form of a delivery", "delivery note"), "info"),
    Option("torg12", pgettext_lazy("form of a delivery", "TORG-12 (Russia)"), "info"),
    Option("upd", pgettext_lazy("form of a delivery", "UPD with VAT invoice (Russia)"), "alt"),
    Option("upd2", pgettext_lazy("form of a delivery", "UPD, transfer only (Russia)"), "alt"),
    Option("factura", pgettext_lazy("form of a delivery", "VAT invoice (Russia)"), "alt"),
    Option(
        "prepaid", pgettext_lazy("form of a delivery", "VAT invoice on an advance (Russia)"), "alt"
    ),
)
#: The layout that draws a form.
LAYOUTS: Mapping[str, str] = {"upd2": "upd", "prepaid": "factura"}
DELIVERY_LAYOUTS = (
    Option("act", pgettext_lazy("form of a delivery", "certificate of completion")),
    Option("note", pgettext_lazy("form of a delivery", "delivery note")),
    Option("torg12", pgettext_lazy("form of a delivery", "TORG-12 (Russia)")),
    Option("upd", pgettext_lazy("form of a delivery", "UPD with VAT invoice (Russia)")),
    Option("factura", pgettext_lazy("form of a delivery", "VAT invoice (Russia)")),
)


def counted_as(form: str) -> str:
    """The first form with the same prefixes: such forms are one series in law, whatever it is
    called.
    """
    return next(name for name, one in FORMS.items() if one.prefixes == FORMS[form].prefixes)


def layout_of(form: str) -> str:
    """The layout of a form."""
    return LAYOUTS.get(form, form)
