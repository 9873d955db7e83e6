"""Indexes that let PostgreSQL cut the matches of a search with the rows that somebody may see.

Without them it reads all 3,000 matches of a common word to find the 60 of one user (25 ms, with
them 2; of a unit 25 and 4). SQLite goes from the full-text index to the rows and would never use
them.
"""

from typing import Any

from django.db import migrations

POSTGRESQL = (
    "CREATE INDEX records_search_owner ON records_search (owner, object)",
    "CREATE INDEX records_search_unit ON records_search (unit, object)",
)


def forwards(apps: Any, schema_editor: Any) -> None:
    """Only where they help."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            for statement in POSTGRESQL:
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0004_fold")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
