"""Tables of offers, their lines and their issued papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import IssuedPaper, PricedLine, PricedPaper
from kartei.platform.meta import columns


class Offer(PricedPaper):
    """What a client is offered, for how much, until when.

    replaces: the version that this one takes the place of; revision counts them from 1.
    without_options: empty unless some lines are optional.
    """

    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True)
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
