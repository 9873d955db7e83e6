"""Tables of the metadata: versions, the firm, runtime objects and fields, saved views."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


class State(models.Model):
    """One row: the versions under which everything derived is cached, and the epoch of cursors.

    meta rises with fields, objects, modules and the firm's settings; access with users, units,
    roles, teams, shares and small records (stages, groups). epoch changes on restore and move.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    meta = models.PositiveBigIntegerField(default=1)
    access = models.PositiveBigIntegerField(default=1)
    epoch = models.UUIDField(default=uuid.uuid4)
    secret = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "meta_state"


class Firm(models.Model):
    """The organisation of this installation and what it uses. One row.

    signup: who may register himself (access.newcomers.Signup); second_factor: of whom one is
    demanded (access.demands.Demand). Both are read as a whole; empty means off.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200, default="")
    country = models.CharField(max_length=10, default="general")
    currency = models.CharField(max_length=3, default="EUR")
    timezone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=5, default="en")
    modules = models.JSONField(default=list)
    signup = models.JSONField(default=dict)
    second_factor = models.JSONField(default=dict)

    class Meta:
        db_table = "meta_firm"


class RuntimeObject(Record):
    """An object of one's own: table ``o_<number>``, called ``own.<code>`` in the API."""

    number = models.PositiveIntegerField(_("Number"), unique=True, editable=False)
    code = columns.Text(_("Name in the API"), max_length=40, unique=True, blank=True)
    name = columns.Text(_("Name"), max_length=120, editable=False, default="")
    name_key = columns.SortKey()
    one_ru = columns.Text(_("One, in Russian"), max_length=80, blank=True, default="")
    one_de = columns.Text(_("One, in German"), max_length=80, blank=True, default="")
    one_en = columns.Text(_("One, in English"), max_length=80, blank=True, default="")
    many_ru = columns.Text(_("Many, in Russian"), max_length=80, blank=True, default="")
    many_de = columns.Text(_("Many, in German"), max_length=80, blank=True, default="")
    many_en = columns.Text(_("Many, in English"), max_length=80, blank=True, default="")
    icon = columns.Choice(_("Icon"))
    group = columns.Choice(_("Place in the menu"))
    pipeline = models.BooleanField(_("With a pipeline"), default=False)

    class Meta:
        db_table = "meta_object"


class RuntimeField(Record):
    """A field made in the browser: columns ``f_<number>…`` of a side table or a runtime object.

    In the bin it is out of use; its values stay. low and high: limits of numbers as text, as the
    kind parses them; length: of texts; pattern: a regular expression that a text must match whole.
    formula: the expression that computes it. rollup: how it sums up records that lead here by a
    link. series: the form of its number ("M-{year}-{number:4}"). depends: the choice field of the
    same object that decides which of its choices are offered. stem: how its columns begin since its
    kind was changed. printed: where documents show a field of their lines.
    """

    number = models.PositiveIntegerField(_("Number"), unique=True, editable=False)
    name = columns.Text(_("Name"), max_length=120, editable=False, default="")
    name_key = columns.SortKey()
    object = columns.Choice(_("Object"), max_length=64, db_index=True)
    kind = columns.Choice(_("Kind"))
    label_ru = columns.Text(_("Name in Russian"), max_length=120, blank=True, default="")
    label_de = columns.Text(_("Name in German"), max_length=120, blank=True, default="")
    label_en = columns.Text(_("Name in English"), max_length=120, blank=True, default="")
    help_ru = columns.Text(_("Hint in Russian"), max_length=300, blank=True, default="")
    help_de = columns.Text(_("Hint in German"), max_length=300, blank=True, default="")
    help_en = columns.Text(_("Hint in English"), max_length=300, blank=True, default="")
    target = columns.Choice(_("Leads to"), max_length=64)
    default = columns.Text(_("Set beforehand"), max_length=300, blank=True, default="")
    low = columns.Text(_("At least"), max_length=40, blank=True, default="")
    high = columns.Text(_("At most"), max_length=40, blank=True, default="")
    length = models.PositiveIntegerField(_("Characters at most"), null=True, blank=True)
    currency = columns.Choice(_("Currency"), max_length=3)
    required = models.BooleanField(_("Must be filled in"), default=False)
    unique = models.BooleanField(_("No value twice"), default=False)
    indexed = models.BooleanField(_("Fast to search and sort by"), default=False)
    guarded = models.BooleanField(_("Only for roles that are granted it"), default=False)
    position = models.IntegerField(_("Order"), default=0)
    pattern = columns.Text(_("Pattern"), max_length=300, blank=True, default="")
    formula = columns.LongText(_("Formula"), blank=True, default="")
    rollup = columns.Choice(_("Sums up"), max_length=10)
    rollup_object = columns.Choice(_("Records of"), max_length=64)
    rollup_by = columns.Text(_("That lead here by"), max_length=64, blank=True, default="")
    rollup_field = columns.Text(_("Their field"), max_length=64, blank=True, default="")
    rollup_filter = columns.LongText(_("Only those"), blank=True, default="")
    series = columns.Text(_("Form of the number"), max_length=60, blank=True, default="")
    depends = columns.Text(_("Depends on"), max_length=64, blank=True, default="")
    stem = columns.Text(_("Columns"), max_length=20, blank=True, default="", editable=False)
    printed = columns.Choice(_("Shown in documents"), max_length=10)

    class Meta:
        db_table = "meta_field"

    @property
    def api_name(self) -> str:
        """What the API, formulas, layouts and rights call the field; it never changes."""
        return f"f_{self.number}"

    @property
    def column_stem(self) -> str:
        """How its columns begin: its name, until its kind is changed."""
        return self.stem or self.api_name


class RuntimeOption(models.Model):
    """One choice of a choice field. retired: kept where it is set, no longer offered.

    under: the choice of the deciding field with which this one is offered; empty: always.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    field = models.ForeignKey(RuntimeField, models.CASCADE, related_name="choices")
    position = models.PositiveIntegerField()
    value = columns.Text(_("Value in the API"), max_length=40, blank=True, default="")
    label_ru = columns.Text(_("Russian"), max_length=120, blank=True, default="")
    label_de = columns.Text(_("German"), max_length=120, blank=True, default="")
    label_en = columns.Text(_("English"), max_length=120, blank=True, default="")
    color = columns.Choice(_("Colour"))
    retired = models.BooleanField(_("Out of use"), default=False)
    under = columns.Text(_("Offered with"), max_length=40, blank=True, default="")

    class Meta:
        db_table = "meta_option"


class BuiltinField(Record):
    """What a firm set otherwise about a field that comes with the program.

    Empty words leave those of the program. required: also where the program lets it be empty.
    choices stand in place of the program's, where that lets them be the firm's.
    """

    name = columns.Text(_("Name"), max_length=200, editable=False, default="")
    name_key = columns.SortKey()
    object = columns.Choice(_("Object"), max_length=64)
    field = columns.Text(_("Field"), max_length=64)
    label_ru = columns.Text(_("Name in Russian"), max_length=120, blank=True, default="")
    label_de = columns.Text(_("Name in German"), max_length=120, blank=True, default="")
    label_en = columns.Text(_("Name in English"), max_length=120, blank=True, default="")
    help_ru = columns.Text(_("Hint in Russian"), max_length=300, blank=True, default="")
    help_de = columns.Text(_("Hint in German"), max_length=300, blank=True, default="")
    help_en = columns.Text(_("Hint in English"), max_length=300, blank=True, default="")
    required = models.BooleanField(_("Must be filled in"), default=False)

    class Meta:
        db_table = "meta_builtin"
        constraints = (
            models.UniqueConstraint(
                fields=["object", "field"],
                condition=models.Q(deleted=False),
                name="meta_builtin_field",
            ),
        )


class BuiltinOption(models.Model):
    """One choice of a field that comes with the program, in the words of the firm."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    field = models.ForeignKey(BuiltinField, models.CASCADE, related_name="choices")
    position = models.PositiveIntegerField()
    value = columns.Text(_("Value in the API"), max_length=40, blank=True, default="")
    label_ru = columns.Text(_("Russian"), max_length=120, blank=True, default="")
    label_de = columns.Text(_("German"), max_length=120, blank=True, default="")
    label_en = columns.Text(_("English"), max_length=120, blank=True, default="")
    color = columns.Choice(_("Colour"))
    retired = models.BooleanField(_("Out of use"), default=False)

    class Meta:
        db_table = "meta_builtin_option"


class Reshape(models.Model):
    """A change of a field's kind: under way, or carried out as long as it can be taken back.

    before, wish: the settings of the field until then and from then on, with its choices and the
    stem of its columns. mark: up to which number of the journal the values are converted.
    back: the change that this one takes back. switched_at: since when the new kind holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    field = models.ForeignKey(RuntimeField, models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    wish = models.JSONField(default=dict)
    mark = models.PositiveBigIntegerField(default=0)
    back = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    job = models.UUIDField(null=True)
    switched_at = models.DateTimeField(null=True)
    cleared = models.BooleanField(default=False)

    class Meta:
        db_table = "meta_reshape"


class Layout(Record):
    """How a form, a list or a card of an object is arranged, for everybody or for one role."""

    name = columns.Text(_("Name"), max_length=200, blank=True, default="")
    name_key = columns.SortKey()
    object = columns.Choice(_("Object"), max_length=64, db_index=True)
    place = columns.Choice(_("What is arranged"))
    role = models.ForeignKey(
        "access.Role",
        models.CASCADE,
        verbose_name=_("For the role"),
        null=True,
        blank=True,
        related_name="+",
    )
    definition = columns.Layout(_("Arrangement"), default=dict)

    class Meta:
        db_table = "meta_layout"


class DataRule(Record):
    """What the data of an object must fulfil, or how it is brought into form.

    A check refuses a record for which its condition holds; a set puts the value of its expression
    into a field, where its condition holds or there is none. Both are expressions (kit.expression).
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    object = columns.Choice(_("Object"), max_length=64, db_index=True)
    kind = columns.Choice(_("What it does"))
    active = models.BooleanField(_("In use"), default=True)
    condition = columns.LongText(_("When"), blank=True, default="")
    field = columns.Text(_("Field"), max_length=64, blank=True, default="")
    value = columns.LongText(_("Value"), blank=True, default="")
    message_ru = columns.Text(_("Message in Russian"), max_length=300, blank=True, default="")
    message_de = columns.Text(_("Message in German"), max_length=300, blank=True, default="")
    message_en = columns.Text(_("Message in English"), max_length=300, blank=True, default="")
    position = models.IntegerField(_("Order"), default=0)

    class Meta:
        db_table = "meta_rule"


class SavedView(models.Model):
    """A named list or board: filter, sort, columns, widths, search. shared: me, unit or all."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    object = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.UUIDField(null=True)
    shared = models.CharField(max_length=4, default="me")
    state = models.JSONField(default=dict)

    class Meta:
        db_table = "meta_view"
        indexes = (models.Index(fields=["object", "owner"], name="meta_view_object_owner"),)


class ExchangeRate(Record):
    """What so many units of a currency cost in another from a day on.

    pair: both codes, written by a rule. rate in millionths.
    """

    pair = columns.Text(_("Currencies"), max_length=20, blank=True, default="")
    pair_key = columns.SortKey()
    currency = columns.Text(_("Currency"), max_length=3)
    base = columns.Text(_("In currency"), max_length=3, blank=True, default="")
    on = models.DateField(_("From day"))
    units = models.IntegerField(pgettext_lazy("of a currency", "Units"), default=1)
    rate = columns.Number(_("Rate"))
    source = columns.Text(_("Source of the rate"), max_length=100, blank=True, default="")

    class Meta:
        db_table = "meta_exchange_rate"
        constraints = (
            models.UniqueConstraint(
                fields=["currency", "base", "on"],
                condition=models.Q(deleted=False),
                name="meta_exchange_rate_day",
            ),
        )

    def __str__(self) -> str:
        return str(self.pair)
