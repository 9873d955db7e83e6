"""Columns that business models are made of.

Each tells the metadata its kind, so that an entity need not repeat it. Companions are written out
in the model (``amount``, ``amount_cur``, ``amount_base``; ``name``, ``name_key``): a reader of the
model sees every column of the table.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class Text(models.CharField):  # type: ignore[type-arg]
    """One line of text. With a ``<name>_key`` companion it sorts and matches in every language."""

    kind = "text"


class LongText(models.TextField):  # type: ignore[type-arg]
    """Text of several lines."""

    kind = "longtext"


class SortKey(models.TextField):  # type: ignore[type-arg]
    """The folded form of a text (kit.text.fold), ordered by bytes everywhere; never shown."""

    kind = "companion"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        found = super().db_parameters(connection)
        found["collation"] = "C" if connection.vendor == "postgresql" else "BINARY"
        return found


class Companion(models.CharField):  # type: ignore[type-arg]
    """A short helper column (currency, object name) that belongs to the field before it."""

    kind = "companion"


class BaseAmount(models.BigIntegerField):  # type: ignore[type-arg]
    """The amount of a money field in the firm's currency, minor units: sums and sorting use it."""

    kind = "companion"


class Money(models.BigIntegerField):  # type: ignore[type-arg]
    """Integer minor units; ``<name>_cur`` and ``<name>_base`` stand beside it."""

    kind = "money"


class Layout(models.JSONField):
    """An arrangement of fields; its shape: meta.layout_shapes."""

    kind = "layout"


class Number(models.BigIntegerField):  # type: ignore[type-arg]
    """A decimal number as an integer of millionths."""

    kind = "number"


class Percent(models.BigIntegerField):  # type: ignore[type-arg]
    """A percentage as an integer of millionths of one per cent."""

    kind = "percent"


class Duration(models.BigIntegerField):  # type: ignore[type-arg]
    """A length of time in seconds."""

    kind = "duration"


class Many(models.JSONField):
    """Several values in one field (phones, mails, choices, links), kept in order.

    The list itself is stored here; ``records.Value`` rows, written by the same command, are what
    filters, look-ups and the duplicate check use.
    """

    def __init__(self, *args: Any, many: str = "choices", target: str = "", **kwargs: Any) -> None:
        self.kind = many
        self.target = target
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "many": self.kind, "target": self.target}


class Choice(models.CharField):  # type: ignore[type-arg]
    """One of a list; the list itself is in the entity, so that it needs no migration to grow."""

    kind = "choice"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class Grants(models.JSONField):
    """Depths of privileges by object, see meta.kinds.rights."""

    kind = "grants"


class FieldRights(models.JSONField):
    """Rights to single fields by object, see meta.kinds.rights."""

    kind = "field_rights"


class RecordLink(models.CharField):  # type: ignore[type-arg]
    """A link to a record of any object: this column holds the object, ``<name>_id`` the record."""

    kind = "record"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class RecordKey(models.UUIDField):  # type: ignore[type-arg]
    """The record of a :class:`RecordLink`."""

    kind = "companion"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        super().__init__(*args, **kwargs)
