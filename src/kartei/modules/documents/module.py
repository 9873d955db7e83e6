"""Documents: own firms and what they hand out."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="documents",
    title=_("Documents"),
    about=_("Own firms with their look and requisites, VAT rates and layouts by country"),
    entities=(
        entities.firm,
        entities.account,
        entities.signatory,
        entities.design,
        entities.numerator,
    ),
    menu=(
        Menu(
            "documents.firm",
            _("Own firms"),
            "building",
            "settings",
            10,
            "documents.firm",
            needs="write",
        ),
        Menu(
            "documents.account",
            _("Bank accounts"),
            "money",
            "settings",
            11,
            "documents.account",
            needs="write",
        ),
        Menu(
            "documents.signatory",
            _("Signatories"),
            "edit",
            "settings",
            11,
            "documents.signatory",
            needs="write",
        ),
        Menu(
            "documents.design",
            _("Design of documents"),
            "palette",
            "settings",
            12,
            "documents.design",
            needs="write",
        ),
        Menu(
            "documents.numerator",
            _("Numbers of documents"),
            "hash",
            "settings",
            12,
            "documents.numerator",
            needs="write",
        ),
    ),
)
