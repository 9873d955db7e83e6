"""Django's entry to the sign-in room."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Signing in."""

    name = "kartei.platform.signin"
    label = "signin"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from kartei.platform.access import applicants, invitations, people, vault
        from kartei.platform.signin import demand, letters, links, signup

        invitations.senders.append(links.invite)
        # the library's rows change in its own code, and rights follow in the same transaction
        post_save.connect(demand.renewed, sender="mfa.Authenticator")
        post_delete.connect(demand.renewed, sender="mfa.Authenticator")
        people.tellers.append(letters.tell_act)
        applicants.answered.append(signup.tell_answer)
        vault.COLUMNS += [
            ("mfa.Authenticator", "data__secret"),
            ("mfa.Authenticator", "data__seed"),
        ]
