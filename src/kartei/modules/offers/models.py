"""Tables of offers, their lines and their issued papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import IssuedPaper, PricedLine, PricedPaper


class Offer(PricedPaper):
    """What a client is offered, for how much, until when.

    replaces: the version that this one takes the place of; revision counts them from 1.
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
    """One line of an offer."""

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
