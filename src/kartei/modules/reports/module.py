"""Reports as a module."""

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="reports",
    title=_("Reports"),
    about=_("Figures grouped, compared and traced to their records, as a page or a file"),
    needs=("documents",),
    entities=(),
    menu=(Menu("reports.all", _("Reports"), "chart", "sales", 90, view="/reports"),),
)
