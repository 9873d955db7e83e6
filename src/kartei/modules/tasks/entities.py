"""How tasks appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.tasks.models import Task
from kartei.modules.tasks.rules import doing, planning
from kartei.platform.meta.spec import Command, Entity, Field, Option, Section

KINDS = (
    Option("call", _("call"), "accent"),
    Option("meeting", _("meeting"), "info"),
    Option("mail", _("mail"), "neutral"),
    Option("visit", _("visit"), "alt"),
    Option("todo", _("to do"), "neutral"),
)
PRIORITIES = (
    Option("high", _("high"), "neg"),
    Option("normal", _("normal"), "neutral"),
    Option("low", _("low"), "info"),
)

task = Entity(
    model=Task,
    name="tasks.task",
    one=_("task"),
    many=_("tasks"),
    title=_("Tasks"),
    icon="task",
    fields=(
        Field(name="owner", label=_("Responsible")),
        Field(name="kind", options=KINDS, default="todo", open=True),
        Field(name="priority", options=PRIORITIES, default="normal"),
        Field(
            name="about",
            help=_("The next step of a client or deal shows its nearest open task"),
        ),
        Field(name="done_at", read_only=True),
    ),
    columns=("done", "name", "kind", "about", "due_at", "priority", "owner", "result"),
    form=(
        Section("main", _("Main"), ("name", "kind", "about", "owner", "priority")),
        Section(
            "when",
            pgettext_lazy("dates of a task", "When"),
            ("due_at", "remind_at", "done", "done_at"),
        ),
        Section("text", _("Details"), ("description", "result")),
    ),
    quick=("name", "kind", "due_at", "remind_at", "about", "owner"),
    search=("description",),
    sort="due_at",
    features=("timeline", "files", "bin", "import", "export", "owner"),
    timeline=("about",),
    before=planning.check_task,
    after=planning.after_task,
    commands=(
        Command(
            name="complete",
            label=_("Complete"),
            run=doing.complete,
            icon="check",
            when=["done", "=", False],
            input=(
                {"name": "result"},
                {"name": "next_name", "kind": "text", "label": _("Next task")},
                {
                    "name": "next_kind",
                    "kind": "choice",
                    "label": _("Kind of the next task"),
                    "options": KINDS,
                },
                {"name": "next_due_at", "kind": "moment", "label": _("Next task due")},
            ),
        ),
        Command(
            name="reopen",
            label=_("Reopen"),
            run=doing.reopen,
            icon="undo",
            when=["done", "=", True],
        ),
        Command(
            name="postpone",
            label=_("Postpone"),
            run=doing.postpone,
            icon="clock",
            when=["done", "=", False],
            input=({"name": "due_at", "required": True},),
        ),
    ),
)
