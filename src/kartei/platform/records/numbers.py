"""Human numbers: the next one of a series, safe when many ask at once."""

from __future__ import annotations

from django.db import connection

from kartei.platform.access.actor import Actor
from kartei.platform.records.marks import VIA
from kartei.platform.records.models import Numerator

TAKE = """
INSERT INTO records_numerator ("key", "next") VALUES (%s, %s)
ON CONFLICT ("key") DO UPDATE SET "next" = records_numerator."next" + %s
RETURNING "next" - %s
"""

FORWARD = """
INSERT INTO records_numerator ("key", "next") VALUES (%s, %s)
ON CONFLICT ("key") DO UPDATE SET "next" = excluded."next"
WHERE records_numerator."next" < excluded."next"
"""


#: Series of samples, and what stands before their numbers.
APART, SAMPLE = "samples/", "DEMO-"


def take_for(actor: Actor, key: str, count: int = 1) -> tuple[str, int]:
    """(what stands before the numbers, the first of them): samples have series of their own, so
    that the firm's numbers go on without a gap when they are cleared.
    """
    if actor.via == VIA:
        return SAMPLE, take(APART + key, count)
    return "", take(key, count)


def take(key: str, count: int = 1) -> int:
    """Reserve ``count`` following numbers of the series ``key``; returns the first, from 1 on.

    One statement on both databases. It belongs into the transaction that uses the numbers: the row
    stays locked until then, so that a roll-back gives the numbers back and no gap appears.
    """
    if count < 1:
        raise ValueError("at least one number must be taken")
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [key, count + 1, count, count])
        return int(cursor.fetchone()[0])


def forward(key: str, following: int) -> None:
    """Let the series ``key`` go on from ``following``; one that is further already stays there."""
    with connection.cursor() as cursor:
        cursor.execute(FORWARD, [key, following])


def upcoming(key: str) -> int:
    """The number that the series ``key`` would give now; nothing is taken."""
    rows = Numerator.objects.filter(key=key).values_list("next", flat=True)
    return rows.first() or 1
