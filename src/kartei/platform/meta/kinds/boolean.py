"""Yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type


class Bool(Kind):
    """Yes or no; empty means no."""

    name = "bool"
    operators = ("=",)
    groupable = True

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.BooleanField(null=True)}

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.BooleanField()

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> bool:
        if raw is None:
            return False
        if not isinstance(raw, bool):
            raise wrong_type()
        return raw

    def load(self, row: Sequence[Any], spec: Any) -> bool:
        return bool(row[0])

    def show(self, value: bool, spec: Any, locale: str) -> str:
        return _("yes") if value else _("no")

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {"type": ["boolean", "null"] if write else "boolean"}
