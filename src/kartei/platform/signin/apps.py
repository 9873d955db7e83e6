"""Django's entry to the sign-in room."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Signing in."""

    name = "kartei.platform.signin"
    label = "signin"

    def ready(self) -> None:
        from kartei.platform.access import invitations, vault
        from kartei.platform.signin import links

        invitations.senders.append(links.invite)
        vault.COLUMNS += [
            ("mfa.Authenticator", "data__secret"),
            ("mfa.Authenticator", "data__seed"),
        ]
