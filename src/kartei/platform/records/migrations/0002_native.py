"""What each database does its own way: full-text index, folding function, journal order."""

from typing import Any

from django.db import migrations

#: Lower case, ё as е, ß as ss, Latin letters without marks; kit.text.fold does the same.
FOLD = r"""
CREATE OR REPLACE FUNCTION kartei_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(replace(trim(regexp_replace(
      lower(normalize(t, NFKC)), '\s+', ' ', 'g')), 'ß', 'ss'),
    'ёäöüáàâãåéèêëíìîïóòôõúùûçñýčšžřěůłąęśźżćń',
    'еaouaaaaaeeeeiiiioooouuucnycszreulaeszzcn')
$$
"""
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    FOLD,
    "ALTER TABLE records_journal ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
    "CREATE INDEX records_journal_xid ON records_journal (xid, id)",
    "CREATE INDEX records_search_text ON records_search USING gin (text gin_trgm_ops)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS records_fts USING fts5(text, tokenize='trigram')",
)


def forwards(apps: Any, schema_editor: Any) -> None:
    """The statements of this database."""
    native = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    with schema_editor.connection.cursor() as cursor:
        for statement in native:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
