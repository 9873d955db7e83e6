"""Django's entry to the records room."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


def prepare_sqlite(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Give SQLite our folding, so that long texts match without regard to case or ё."""
    if connection.vendor == "sqlite":
        from kartei.platform.kit.text import fold

        connection.connection.create_function(
            "kartei_fold", 1, lambda text: fold(text) if text else text, deterministic=True
        )


class RecordsConfig(AppConfig):
    """Journal, entries, values, search, files, imports."""

    name = "kartei.platform.records"
    label = "records"

    def ready(self) -> None:
        from kartei.platform.meta import hooks
        from kartei.platform.records.computing import fill

        connection_created.connect(prepare_sqlite, dispatch_uid="kartei_fold")
        hooks.fill = fill
