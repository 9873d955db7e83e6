"""Django's entry to the sign-in room."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Signing in."""

    name = "kartei.platform.signin"
    label = "signin"

    def ready(self) -> None:
        from kartei.platform.access import applicants, invitations, people, vault
        from kartei.platform.signin import letters, links, signup

        invitations.senders.append(links.invite)
        people.tellers.append(letters.tell_act)
        applicants.answered.append(signup.tell_answer)
        vault.COLUMNS += [
            ("mfa.Authenticator", "data__secret"),
            ("mfa.Authenticator", "data__seed"),
        ]
