"""Moments in time: UTC inside, the user's zone outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from babel.dates import format_datetime
from django.db import models

from kartei.platform.kit.dates import relative
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type
from kartei.platform.meta.kinds.date import iso_day, pattern

DAY = timedelta(days=1, microseconds=-1)


def is_day(raw: Any) -> bool:
    """Whether a filter's value means a whole day: "2026-11-22", "today-7"."""
    return isinstance(raw, str) and raw != "now" and (not raw[:1].isdigit() or len(raw) == 10)


def rfc3339(value: datetime) -> str:
    """2026-11-22T10:00:00Z, microseconds only where there are some."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Moment(Kind):
    """A moment; a bare day in a filter means its midnight in the asker's zone."""

    name = "moment"
    groupable = True

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.DateTimeField(null=True)}

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.DateTimeField()

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> datetime | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise wrong_type()
        try:
            value = datetime.fromisoformat(raw)
            if value.tzinfo is None:
                value = value.replace(tzinfo=ctx.zone)
            value = value.astimezone(UTC)
        except (ValueError, OverflowError) as err:
            raise ValueFault("moment.invalid", value=raw[:40]) from err
        if not 1800 < value.year < 9000:
            raise ValueFault("moment.invalid", value=raw[:40])
        return value

    def load(self, row: Sequence[Any], spec: Any) -> datetime | None:
        value = row[0]
        if value is None or value.tzinfo is not None:
            return value  # type: ignore[no-any-return]  # a row holds moments or nothing
        return value.replace(tzinfo=UTC)  # type: ignore[no-any-return]

    def dump(self, value: datetime | None, spec: Any) -> str | None:
        return None if value is None else rfc3339(value)

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> datetime:
        if not isinstance(raw, str):
            raise wrong_type()
        if raw == "now":
            return ctx.now
        if is_day(raw):
            day = iso_day(raw) if raw[:1].isdigit() else relative(raw, ctx.today)
            try:
                start = datetime.combine(day, time.min, ctx.zone).astimezone(UTC)
            except OverflowError as err:
                raise ValueFault("moment.invalid", value=raw) from err
            # "<= day" and "> day" mean the whole day, its last microsecond included
            return start + DAY if op in ("<=", ">") else start
        value = self.parse(raw, spec, ctx)
        if value is None:
            raise wrong_type()
        return value

    def show(self, value: datetime | None, spec: Any, locale: str) -> str:
        return (
            ""
            if value is None
            else format_datetime(value, f"{pattern(locale)}, HH:mm", locale=locale)
        )

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {"type": ["string", "null"], "format": "date-time"}
