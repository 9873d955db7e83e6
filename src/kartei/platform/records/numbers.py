"""Human numbers: the next one of a series, safe when many ask at once."""

from __future__ import annotations

from django.db import connection

TAKE = """
INSERT INTO records_numerator ("key", "next") VALUES (%s, %s)
ON CONFLICT ("key") DO UPDATE SET "next" = records_numerator."next" + %s
RETURNING "next" - %s
"""


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
