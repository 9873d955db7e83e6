"""Django's entry to the federation room."""

from django.apps import AppConfig


class FederationConfig(AppConfig):
    """Providers whose word we take, and programs that take ours."""

    name = "kartei.platform.federation"
    label = "federation"

    def ready(self) -> None:
        from kartei.platform.access import people, vault
        from kartei.platform.federation.store import made_there

        vault.COLUMNS += [("federation.Provider", "secret"), ("federation.Key", "secret")]
        people.kept_elsewhere.append(made_there)
