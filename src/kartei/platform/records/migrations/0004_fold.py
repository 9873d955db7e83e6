"""PostgreSQL folds texts without a stored key as kit.folding does, signs and rare letters too."""

from typing import Any

from django.db import migrations

# Plain texts take the short way, as in Python. Else: invisible characters go, look-alikes of dash
# and apostrophe become one, then case and width, then marks over Latin letters and the points of ё.
FOLD = r"""
CREATE OR REPLACE FUNCTION kartei_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(CASE WHEN t ~ '^[ -~А-яЁё«»]*$'
    THEN regexp_replace(translate(lower(t), 'ё`', 'е'''), ' +', ' ', 'g')
    ELSE regexp_replace(normalize(regexp_replace(regexp_replace(
      normalize(replace(replace(replace(replace(translate(
        lower(normalize(translate(regexp_replace(t,
          '[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]',
          '', 'g'),
          '‐‑‒–—―−‘’ʼ´`', '-------'''''''''''), NFKC)),
        'øłđðıς', 'olddiσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFD),
      'е\u0308', 'е', 'g'),
      '([a-z\u00df-\u024f\u0250-\u02af\u1e00-\u1eff])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+', '\1', 'g'),
      NFC), '[\s\u0001-\u001f\u007f-\u009f]+', ' ', 'g')
  END)
$$
"""


def forwards(apps: Any, schema_editor: Any) -> None:
    """Replace the function; SQLite calls Python's."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(FOLD)


class Migration(migrations.Migration):
    dependencies = [("records", "0003_imports")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
