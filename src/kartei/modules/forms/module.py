"""Forms: own Word templates, contracts, powers of attorney and other own documents."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.forms import entities, words
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="forms",
    title=_("Contracts and templates"),
    about=_("Own Word templates with placeholders, contracts, powers of attorney"),
    needs=("people", "sales", "catalog", "documents", "offers", "billing"),
    entities=(entities.kind, entities.template, entities.document),
    menu=(
        Menu("forms.document", _("Contracts"), "file", "sales", 60, "forms.document"),
        Menu(
            "forms.template", words.TEMPLATES, "file", "settings", 20, "forms.template",
            needs="write",
        ),
        Menu(
            "forms.kind", _("Kinds of document"), "list", "settings", 21, "forms.kind",
            needs="write",
        ),
    ),
)  # fmt: skip
