"""Django's entry to the mail room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Mail accounts and letters."""

    name = "kartei.platform.mail"
    label = "mail"

    def ready(self) -> None:
        from kartei.platform.access import vault
        from kartei.platform.mail import news, shared

        vault.COLUMNS += [("mail.Account", "secret"), ("mail.Letter", "sealed")]
        news.add(shared.SOURCE)
