"""Calculators: prices that follow from parameters."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.calculators import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="calculators",
    title=_("Calculators"),
    about=_("Prices that follow from width, height and options, named while the client talks"),
    needs=("catalog", "documents"),
    entities=(entities.calculator,),
    menu=(
        Menu(
            "calculators.calculator",
            _("Calculators"),
            "money",
            "settings",
            32,
            "calculators.calculator",
            needs="create",
        ),
    ),
)
