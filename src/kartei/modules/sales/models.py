"""Tables of funnels, stages, loss reasons and deals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record


class Funnel(Record):
    """A row of stages that the records of an object go through: deals, or an object of one's own.

    An intake funnel holds leads.
    """

    name = columns.Text(_("Name"), max_length=80)
    name_key = columns.SortKey()
    object = columns.Choice(_("For"), max_length=64, default="sales.deal")
    kind = columns.Choice(_("Kind"))
    position = models.IntegerField(_("Sort order"), default=0, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "sales_funnel"

    def __str__(self) -> str:
        return str(self.name)


class Stage(Record):
    """A step of a funnel.

    probability: whole percent, weighs the sums of boards. rot_days: days after which a deal without
    movement counts as neglected. required: deal fields that must be filled from this stage on.
    moves: stages to which one may go from here; none named means any. readers, movers, editors:
    roles that see deals that are here, may move deals here, and change deals that are here; none
    named means every role.
    """

    funnel = models.ForeignKey(
        Funnel, models.PROTECT, verbose_name=_("Pipeline"), related_name="+", db_index=False
    )
    name = columns.Text(_("Name"), max_length=80)
    name_key = columns.SortKey()
    kind = columns.Choice(_("Kind"))
    color = columns.Choice(_("Colour"))
    probability = models.IntegerField(_("Probability, %"), default=0, blank=True)
    position = models.IntegerField(_("Sort order"), default=0, blank=True)
    rot_days = models.IntegerField(_("Neglected after days"), null=True, blank=True)
    required = columns.Many(_("Demanded fields"), many="choices")
    help = columns.LongText(_("What to do here"), blank=True, default="")
    moves = columns.Many(_("Where to from here"), many="links", target="sales.stage")
    readers = columns.Many(_("Who sees deals here"), many="links", target="access.role")
    movers = columns.Many(_("Who may move deals here"), many="links", target="access.role")
    editors = columns.Many(_("Who may change deals here"), many="links", target="access.role")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "sales_stage"
        indexes = (models.Index(fields=["funnel", "position"], name="sales_stage_funnel"),)

    def __str__(self) -> str:
        return str(self.name)


class LossReason(Record):
    """Why deals are lost. funnels: those in which it is offered; none named means all."""

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    funnels = columns.Many(_("Pipelines"), many="links", target="sales.funnel")
    position = models.IntegerField(_("Sort order"), default=0, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "sales_loss_reason"

    def __str__(self) -> str:
        return str(self.name)


#: What the sums of a board read besides the order of the cards.
COVERED = ("deleted", "amount_base")


def newest(*first: str, rest: tuple[str, ...] = (), name: str) -> models.Index:
    """An index that gives the newest deals of something, and covers what ``rest`` names."""
    order = (F("created_at").desc(), F("id").desc())
    return models.Index(*(F(n) for n in first), *order, *(F(n) for n in rest), name=name)


class Deal(OwnedRecord):
    """A possible sale; in an intake funnel a lead.

    state, stage_since, rots_on and closed_on follow the stage. The indexes with ``deleted`` and
    ``amount_base`` cover the sums of a board, so that neither rows nor stages are touched for them
    (docs/decisions/0002).
    """

    number = columns.Text(_("Number"), max_length=20, blank=True, default="")
    name = columns.Text(_("Name"), max_length=200)
    name_key = columns.SortKey()
    funnel = models.ForeignKey(
        Funnel, models.PROTECT, verbose_name=_("Pipeline"), related_name="+", db_index=False
    )
    stage = models.ForeignKey(
        Stage, models.PROTECT, verbose_name=_("Stage"), related_name="+", db_index=False
    )
    state = columns.Choice(_("State"))
    person = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("Contact person"), null=True, blank=True,
        related_name="+", db_index=False,
    )  # fmt: skip
    company = models.ForeignKey(
        "people.Company", models.PROTECT, verbose_name=_("Company"), null=True, blank=True,
        related_name="+", db_index=False,
    )  # fmt: skip
    amount = columns.Money(_("Amount"), null=True, blank=True)
    amount_cur = columns.Companion(max_length=3, blank=True, default="")
    amount_base = columns.BaseAmount(null=True)
    expected_on = models.DateField(_("Expected on"), null=True, blank=True)
    source = columns.Choice(_("Source"))
    description = columns.LongText(_("Description"), blank=True, default="")
    contact_name = columns.Text(_("Who asked"), max_length=200, blank=True, default="")
    contact_phones = columns.Many(_("Phones"), many="phones")
    contact_emails = columns.Many(_("E-mails"), many="emails")
    loss_reason = models.ForeignKey(
        LossReason, models.PROTECT, verbose_name=_("Loss reason"), null=True, blank=True,
        related_name="+", db_index=False,
    )  # fmt: skip
    loss_note = columns.LongText(_("Loss in detail"), blank=True, default="")
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    stage_since = models.DateTimeField(_("In stage since"))
    rots_on = models.DateField(_("Neglected from"), null=True, blank=True)
    next_step = columns.Text(_("Next step"), max_length=200, blank=True, default="")
    next_step_at = models.DateTimeField(_("Next step due"), null=True, blank=True)
    last_talk_at = models.DateTimeField(_("Last contact"), null=True, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "sales_deal"
        indexes = (
            newest("owner", "stage", rest=COVERED, name="sales_deal_board_owner"),
            newest("unit", "stage", rest=COVERED, name="sales_deal_board_unit"),
            newest("stage", rest=(*COVERED, "unit"), name="sales_deal_board"),
            newest("owner", name="sales_deal_owner"),
            newest("unit", name="sales_deal_unit"),
            newest(name="sales_deal_newest"),
            newest("person", name="sales_deal_person"),
            newest("company", name="sales_deal_company"),
            models.Index(fields=["name_key", "id"], name="sales_deal_name"),
            models.Index(
                fields=["state", "closed_on", "owner", "unit", "deleted", "amount_base"],
                name="sales_deal_closed",
            ),
            models.Index(
                fields=["unit", "state", "closed_on", "owner", "deleted", "amount_base"],
                name="sales_deal_closed_unit",
            ),
        )

    def __str__(self) -> str:
        return str(self.name)
