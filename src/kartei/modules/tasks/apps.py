"""Django's entry to the module."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Tasks and their reminders."""

    name = "kartei.modules.tasks"
    label = "tasks"
