"""Tables of offers, their lines, their issued papers and their links for clients."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import IssuedPaper, PricedLine, PricedPaper
from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns


class Offer(PricedPaper):
    """What a client is offered, for how much, until when.

    replaces: the version that this one takes the place of; revision counts them from 1.
    without_options: empty unless some lines are optional. begun_at: when the work on it began, such
    as the client's call; prepared_in: from then until it was first sent.
    """

    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True)
    begun_at = models.DateTimeField(_("Work began"), null=True, blank=True)
    prepared_in = columns.Duration(_("From call to offer"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("New version of"),
        null=True,
        blank=True,
        related_name="+",
    )
    revision = models.IntegerField(_("Version"), default=1)
    without_options = columns.Money(_("Total without options"), null=True, blank=True)
    without_options_cur = columns.Companion(max_length=3, blank=True, default="")
    without_options_base = columns.BaseAmount(null=True)

    class Meta:
        db_table = "offers_offer"
        indexes = (
            models.Index(fields=["owner", "-created_at", "-id"], name="offers_offer_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="offers_offer_unit"),
            models.Index(fields=["-created_at", "-id"], name="offers_offer_created"),
            models.Index(fields=["number_key", "id"], name="offers_offer_number"),
            models.Index(fields=["total_base", "id"], name="offers_offer_total"),
        )


class OfferLine(PricedLine):
    """One line of an offer; an optional one counts once it is chosen."""

    optional = models.BooleanField(_("Optional"), default=False)
    chosen = models.BooleanField(_("Chosen"), default=False)

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")

    class Meta:
        db_table = "offers_line"
        indexes = (models.Index(fields=["offer", "position"], name="offers_line_position"),)


class Paper(IssuedPaper):
    """An issued PDF of an offer."""

    record = models.ForeignKey(Offer, models.CASCADE, related_name="+")

    class Meta:
        db_table = "offers_paper"
        constraints = (
            models.UniqueConstraint(fields=["record", "issue"], name="offers_paper_issue"),
        )


class Link(models.Model):
    """The address at which a client sees an offer without signing in; who holds it may answer.

    mark: sha256 of the secret in it. turn counts the links of an offer from 1; at most one is not
    withdrawn. seen: what the client was shown last, before: what he had seen until that changed
    (`page/content.py`). seen_on: the last day whose opening was told. answer: who decided what.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    turn = models.PositiveIntegerField()
    mark = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_on = models.DateField(null=True)
    days = models.PositiveIntegerField(default=0)
    seen = models.JSONField(null=True)
    before = models.JSONField(null=True)
    answer = models.JSONField(null=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "offers_link"
        constraints = (models.UniqueConstraint(fields=["offer", "turn"], name="offers_link_turn"),)

    def __str__(self) -> str:
        return f"{self.offer_id} {self.turn}"
