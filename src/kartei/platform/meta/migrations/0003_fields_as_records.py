"""Fields and objects made at run time become records: with id, version, bin and history."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.utils import timezone

from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.text import fold
from kartei.platform.meta import columns

LANGUAGES = ("ru", "de", "en")


def take_over(apps: Any, schema_editor: Any) -> None:
    """Rows of the former tables, columns and all, under the numbers they had."""
    now = timezone.now()
    for old in apps.get_model("meta", "OldObject").objects.order_by("id"):
        apps.get_model("meta", "RuntimeObject").objects.create(
            number=old.id,
            code=old.name.removeprefix("own."),
            icon=old.icon,
            **named(old.labels),
            **words("one", old.labels),
            **words("many", old.many_labels),
            **stamps(old, now),
        )
    for old in apps.get_model("meta", "OldField").objects.order_by("id"):
        kept = ("object", "kind", "target", "required", "unique", "indexed", "guarded", "currency")
        field = apps.get_model("meta", "RuntimeField").objects.create(
            number=old.id,
            position=old.id,
            **{name: getattr(old, name) for name in kept},
            **named(old.labels),
            **words("label", old.labels),
            **words("help", old.help),
            **stamps(old, now),
        )
        for position, option in enumerate(old.options):
            apps.get_model("meta", "RuntimeOption").objects.create(
                field=field,
                position=position,
                value=option["value"],
                color=option.get("color") or "",
                **words("label", option["labels"]),
            )


def stamps(old: Any, now: Any) -> dict[str, Any]:
    """What every record has."""
    return {"created_at": now, "changed_at": now, "deleted": old.retired}


def named(labels: dict[str, str]) -> dict[str, Any]:
    """The name out of words by language."""
    name = next((text for text in labels.values() if text), "")[:120]
    return {"name": name, "name_key": fold(name)}


def words(prefix: str, labels: dict[str, str]) -> dict[str, str]:
    """Words by language as columns."""
    return {f"{prefix}_{language}": labels.get(language, "") for language in LANGUAGES}


class Migration(migrations.Migration):
    dependencies = [("meta", "0002_first_rows")]

    operations = [
        migrations.AlterField("RuntimeField", "object", models.CharField(max_length=64)),
        migrations.AlterField("RuntimeObject", "name", models.CharField(max_length=64)),
        migrations.RenameModel("RuntimeObject", "OldObject"),
        migrations.AlterModelTable("OldObject", "meta_object_old"),
        migrations.RenameModel("RuntimeField", "OldField"),
        migrations.AlterModelTable("OldField", "meta_field_old"),
        migrations.CreateModel(
            name="RuntimeObject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Created")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="Changed")),
                ("deleted", models.BooleanField(default=False, editable=False)),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="Number")),
                (
                    "code",
                    columns.Text(
                        blank=True, max_length=40, unique=True, verbose_name="Name in the API"
                    ),
                ),
                (
                    "name",
                    columns.Text(default="", editable=False, max_length=120, verbose_name="Name"),
                ),
                ("name_key", columns.SortKey(editable=False, null=True)),
                (
                    "one_ru",
                    columns.Text(
                        blank=True, default="", max_length=80, verbose_name="One, in Russian"
                    ),
                ),
                (
                    "one_de",
                    columns.Text(
                        blank=True, default="", max_length=80, verbose_name="One, in German"
                    ),
                ),
                (
                    "one_en",
                    columns.Text(
                        blank=True, default="", max_length=80, verbose_name="One, in English"
                    ),
                ),
                (
                    "many_ru",
                    columns.Text(
                        blank=True, default="", max_length=80, verbose_name="Many, in Russian"
                    ),
                ),
                (
                    "many_de",
                    columns.Text(
                        blank=True, default="", max_length=80, verbose_name="Many, in German"
                    ),
                ),
                (
                    "many_en",
                    columns.Text(
                        blank=True, default="", max_length=80, verbose_name="Many, in English"
                    ),
                ),
                (
                    "icon",
                    columns.Choice(blank=True, default="", max_length=40, verbose_name="Icon"),
                ),
                (
                    "group",
                    columns.Choice(
                        blank=True, default="", max_length=40, verbose_name="Place in the menu"
                    ),
                ),
            ],
            options={
                "db_table": "meta_object",
            },
        ),
        migrations.CreateModel(
            name="RuntimeField",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Created")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="Changed")),
                ("deleted", models.BooleanField(default=False, editable=False)),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="Number")),
                (
                    "name",
                    columns.Text(default="", editable=False, max_length=120, verbose_name="Name"),
                ),
                ("name_key", columns.SortKey(editable=False, null=True)),
                (
                    "object",
                    columns.Choice(
                        blank=True, db_index=True, default="", max_length=64, verbose_name="Object"
                    ),
                ),
                (
                    "kind",
                    columns.Choice(blank=True, default="", max_length=40, verbose_name="Kind"),
                ),
                (
                    "label_ru",
                    columns.Text(
                        blank=True, default="", max_length=120, verbose_name="Name in Russian"
                    ),
                ),
                (
                    "label_de",
                    columns.Text(
                        blank=True, default="", max_length=120, verbose_name="Name in German"
                    ),
                ),
                (
                    "label_en",
                    columns.Text(
                        blank=True, default="", max_length=120, verbose_name="Name in English"
                    ),
                ),
                (
                    "help_ru",
                    columns.Text(
                        blank=True, default="", max_length=300, verbose_name="Hint in Russian"
                    ),
                ),
                (
                    "help_de",
                    columns.Text(
                        blank=True, default="", max_length=300, verbose_name="Hint in German"
                    ),
                ),
                (
                    "help_en",
                    columns.Text(
                        blank=True, default="", max_length=300, verbose_name="Hint in English"
                    ),
                ),
                (
                    "target",
                    columns.Choice(blank=True, default="", max_length=64, verbose_name="Leads to"),
                ),
                (
                    "default",
                    columns.Text(
                        blank=True, default="", max_length=300, verbose_name="Set beforehand"
                    ),
                ),
                (
                    "low",
                    columns.Text(blank=True, default="", max_length=40, verbose_name="At least"),
                ),
                (
                    "high",
                    columns.Text(blank=True, default="", max_length=40, verbose_name="At most"),
                ),
                (
                    "length",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="Characters at most"
                    ),
                ),
                (
                    "currency",
                    columns.Choice(blank=True, default="", max_length=3, verbose_name="Currency"),
                ),
                ("required", models.BooleanField(default=False, verbose_name="Must be filled in")),
                ("unique", models.BooleanField(default=False, verbose_name="No value twice")),
                (
                    "indexed",
                    models.BooleanField(default=False, verbose_name="Fast to search and sort by"),
                ),
                (
                    "guarded",
                    models.BooleanField(
                        default=False, verbose_name="Only for roles that are granted it"
                    ),
                ),
                ("position", models.IntegerField(default=0, verbose_name="Order")),
            ],
            options={
                "db_table": "meta_field",
            },
        ),
        migrations.CreateModel(
            name="RuntimeOption",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="choices",
                        to="meta.runtimefield",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "value",
                    columns.Text(
                        blank=True, default="", max_length=40, verbose_name="Value in the API"
                    ),
                ),
                (
                    "label_ru",
                    columns.Text(blank=True, default="", max_length=120, verbose_name="Russian"),
                ),
                (
                    "label_de",
                    columns.Text(blank=True, default="", max_length=120, verbose_name="German"),
                ),
                (
                    "label_en",
                    columns.Text(blank=True, default="", max_length=120, verbose_name="English"),
                ),
                (
                    "color",
                    columns.Choice(blank=True, default="", max_length=40, verbose_name="Colour"),
                ),
                ("retired", models.BooleanField(default=False, verbose_name="Out of use")),
            ],
            options={
                "db_table": "meta_option",
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.DeleteModel("OldField"),
        migrations.DeleteModel("OldObject"),
    ]
