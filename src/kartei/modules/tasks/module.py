"""Tasks as a module."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.tasks import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="tasks",
    title=_("Tasks"),
    about=_("Who does what until when, with reminders and results"),
    entities=(entities.task,),
    menu=(
        Menu("tasks.day", _("My day"), "sun", "work", 5, view="/"),
        Menu("tasks.task", _("Tasks"), "task", "work", 10, "tasks.task"),
    ),
)
