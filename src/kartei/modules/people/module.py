"""People: persons, companies and their groups."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.people import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="people",
    title=_("Clients"),
    about=_("Contacts and companies with their groups, preferences and history"),
    entities=(entities.group, entities.company, entities.person, entities.payer),
    menu=(
        Menu("people.company", _("Companies"), "company", "base", 10, "people.company"),
        Menu("people.person", _("Contacts"), "person", "base", 20, "people.person"),
        Menu(
            "people.duplicates",
            _("Duplicates"),
            "merge",
            "settings",
            26,
            "people.person",
            "/duplicates",
            needs="delete",
        ),
        Menu(
            "people.group",
            _("Client groups"),
            "tag",
            "settings",
            30,
            "people.group",
            needs="create",
        ),
    ),
    required=True,
)
