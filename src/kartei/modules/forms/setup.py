"""Ready data of a new installation: contracts and powers of attorney with their Word templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.modules.forms.building import READY, built
from kartei.modules.forms.models import Kind
from kartei.platform.access.actor import Actor
from kartei.platform.records import files, write

#: Kinds by the name of their text file, with how their numbers begin in each language.
KINDS = {
    "contract": {"ru": "Д", "de": "V", "en": "C"},
    "attorney": {"ru": "ДОВ", "de": "VM", "en": "PA"},
}
REMIND = {"contract": 30, "attorney": 7}


def setup(actor: Actor, language: str, country: str) -> None:
    """Both kinds and their templates in the language of the installation; once.

    language: ru, de or en. The actor may create kinds and templates.
    """
    if Kind.objects.unguarded("whether there are kinds already").exists():
        return
    for name, title in titles(language).items():
        kind = write.create(
            actor, "forms.kind",
            {"name": title, "prefix": KINDS[name][language], "remind_days": REMIND[name]},
        )  # fmt: skip
        add_template(actor, READY / language / f"{name}.txt", title, language, kind)


def titles(language: str) -> dict[str, str]:
    """The names of the ready kinds."""
    with override(language):
        return {"contract": _("Contract"), "attorney": _("Power of attorney")}


def add_template(actor: Actor, path: Path, name: str, language: str, kind: UUID) -> UUID:
    """A ready template of documents of one kind."""
    file = files.upload(actor, [built(path)], f"{name}.docx")
    values: dict[str, Any] = {
        "name": name, "object": "forms.document", "kind": str(kind), "language": language,
        "file": str(file.pk),
    }  # fmt: skip
    return write.create(actor, "forms.template", values)
