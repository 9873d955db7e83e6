"""Tables of calculators: what is asked, what is looked up, what follows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


def belongs(target: str, label: Any) -> Any:
    """A link to what a calculator prices."""
    return models.ForeignKey(
        target, models.SET_NULL, verbose_name=label, null=True, blank=True, related_name="+"
    )


class Calculator(Record):
    """How a price follows from parameters.

    price and cost are formulas for one unit in the calculator's currency; line and details are
    texts with places (kit.insertion) for name and description of the line. wide, high: parameters
    that are drawn as a rectangle, in millimetres.
    """

    name = columns.Text(_("Name"), max_length=200)
    name_key = columns.SortKey()
    product = belongs("catalog.Product", _("Product"))
    group = belongs("catalog.Group", _("Product group"))
    active = models.BooleanField(_("In use"), default=True)
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    price = columns.LongText(pgettext_lazy("calculator", "Price formula"))
    cost = columns.LongText(_("Purchase price formula"), blank=True, default="")
    rounding = columns.Number(_("Round the price to"), null=True, blank=True)
    rounding_way = columns.Choice(_("How it is rounded"), default="nearest")
    line = columns.Text(_("Name of the line"), max_length=500, blank=True, default="")
    details = columns.LongText(_("Description of the line"), blank=True, default="")
    wide = columns.Text(_("Width in the drawing"), max_length=40, blank=True, default="")
    high = columns.Text(_("Height in the drawing"), max_length=40, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "calculators_calculator"
        indexes = (models.Index(fields=["name_key", "id"], name="calculators_name"),)

    def __str__(self) -> str:
        return str(self.name)


class Part(models.Model):
    """What child rows have in common."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    calculator = models.ForeignKey(Calculator, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        abstract = True


class Parameter(Part):
    """What is asked. low, high and step bound a number."""

    name = columns.Text(pgettext_lazy("in formulas", "Short name"), max_length=40)
    label = columns.Text(_("Name"), max_length=120, blank=True, default="")
    kind = columns.Choice(_("Kind"), default="number")
    unit = columns.Text(pgettext_lazy("of measure", "Unit"), max_length=20, blank=True, default="")
    low = columns.Number(_("Smallest"), null=True, blank=True)
    high = columns.Number(_("Largest"), null=True, blank=True)
    step = columns.Number(pgettext_lazy("of a number", "Step"), null=True, blank=True)
    default = columns.Text(_("Filled in with"), max_length=120, blank=True, default="")

    class Meta:
        db_table = "calculators_parameter"


class Choice(Part):
    """One choice of a parameter; price and cost are what it adds, as formulas use it."""

    parameter = columns.Text(_("Parameter"), max_length=40)
    value = columns.Text(_("Value in tables"), max_length=60, blank=True, default="")
    label = columns.Text(_("Name"), max_length=120, blank=True, default="")
    price = columns.Number(_("Surcharge"), null=True, blank=True)
    cost = columns.Number(_("Surcharge in purchase"), null=True, blank=True)

    class Meta:
        db_table = "calculators_choice"


class Table(Part):
    """A table; cells as spreadsheets copy them, with the steps in first column and first row."""

    name = columns.Text(pgettext_lazy("in formulas", "Short name"), max_length=40)
    label = columns.Text(_("Name"), max_length=120, blank=True, default="")
    down = columns.Text(_("Rows by"), max_length=40)
    across = columns.Text(_("Columns by"), max_length=40, blank=True, default="")
    how = columns.Choice(_("Between two steps"), default="linear")
    cells = columns.LongText(_("Cells"))

    class Meta:
        db_table = "calculators_table"


class Formula(Part):
    """An intermediate result."""

    name = columns.Text(pgettext_lazy("in formulas", "Short name"), max_length=40)
    label = columns.Text(_("Name"), max_length=120, blank=True, default="")
    formula = columns.LongText(_("Formula"))

    class Meta:
        db_table = "calculators_formula"


class Rule(Part):
    """What does not go together."""

    condition = columns.LongText(_("Not allowed where"))
    message = columns.Text(_("Message"), max_length=300)

    class Meta:
        db_table = "calculators_rule"
