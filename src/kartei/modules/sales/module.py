"""Sales as a module."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales import entities
from kartei.modules.sales.rules import moving, starting, ways
from kartei.platform.meta.spec import Menu, Module, Way

module = Module(
    name="sales",
    title=_("Sales"),
    about=_("Deals and leads on their way through pipelines, won and lost"),
    needs=("people", "catalog"),
    entities=(entities.funnel, entities.stage, entities.loss_reason, entities.deal),
    way=Way(
        funnel="sales.funnel",
        stage="sales.stage",
        before=moving.check_own,
        denied=ways.denied,
        shut=ways.shut,
        rights=ways.RIGHTS,
        start=starting.start_way,
    ),
    menu=(
        Menu("sales.deal", _("Deals"), "deal", "sales", 10, "sales.deal", "board"),
        Menu(
            "sales.funnel", _("Pipelines"), "filter", "settings", 40, "sales.funnel", needs="create"
        ),
        Menu("sales.stage", _("Stages"), "deal", "settings", 41, "sales.stage", needs="create"),
        Menu(
            "sales.loss_reason",
            _("Loss reasons"),
            "ban",
            "settings",
            42,
            "sales.loss_reason",
            needs="create",
        ),
    ),
)
