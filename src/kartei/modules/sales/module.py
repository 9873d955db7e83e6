"""Sales as a module."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="sales",
    title=_("Sales"),
    about=_("Deals and leads on their way through pipelines, won and lost"),
    needs=("people", "catalog"),
    entities=(entities.funnel, entities.stage, entities.loss_reason, entities.deal),
    menu=(Menu("sales.deal", _("Deals"), "deal", "sales", 10, "sales.deal", "board"),),
)
