"""Django's entry to the directory room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Directories of people that others keep."""

    name = "kartei.platform.directory"
    label = "directory"

    def ready(self) -> None:
        from kartei.platform.access import people, vault
        from kartei.platform.directory.store import known

        vault.COLUMNS.append(("directory.Server", "secret"))
        people.kept_elsewhere.append(known)
