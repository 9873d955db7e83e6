"""Offers: from a deal to a priced paper."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.offers import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="offers",
    title=_("Offers"),
    about=_("Priced offers with live sums, PDF in the firm's own look, and mail"),
    needs=("people", "sales", "catalog", "documents"),
    entities=(entities.offer,),
    menu=(Menu("offers.offer", _("Offers"), "offer", "sales", 30, "offers.offer"),),
)
