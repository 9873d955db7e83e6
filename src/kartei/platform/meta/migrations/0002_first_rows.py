"""The two single rows: versions and the firm."""

from typing import Any

from django.db import migrations


def add_rows(apps: Any, schema_editor: Any) -> None:
    """Make them where they are not there yet."""
    apps.get_model("meta", "State").objects.get_or_create(pk=1)
    apps.get_model("meta", "Firm").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("meta", "0001_initial")]
    operations = [migrations.RunPython(add_rows, migrations.RunPython.noop)]
