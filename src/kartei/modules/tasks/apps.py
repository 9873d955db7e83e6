"""Django's entry to the module."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Tasks and their reminders."""

    name = "kartei.modules.tasks"
    label = "tasks"

    def ready(self) -> None:
        from kartei.modules.tasks import by_mail
        from kartei.platform.mail import news, purposes

        purposes.add(by_mail.PURPOSE)
        news.add(by_mail.SOURCE)
