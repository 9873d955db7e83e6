"""A document made of a record by a template: handed out, or kept as a version among its files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import releasable
from kartei.modules.forms.engine import office, running
from kartei.modules.forms.engine.faults import BadTemplate
from kartei.modules.forms.engine.running import Filled
from kartei.modules.forms.making.places import known, labels
from kartei.modules.forms.making.values import Filling, title_of
from kartei.modules.forms.models import Made, Template
from kartei.modules.forms.words import told
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, forbidden, not_found
from kartei.platform.records import blobs, sniff
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import now_of, readable, show_in, tell
from kartei.platform.records.models import StoredFile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
MAX_MADE = 200 * 1024 * 1024
NAME = "forms.template"
DOCUMENT = "forms.document"
#: Links whose targets show on their timelines that a document was made.
SHOWN = ("deal", "person", "company", "order")
NO_PDF = {
    "absent": _("PDF needs LibreOffice on the server; the Word file is ready"),
    "busy": _("Another PDF is being made; try again in a minute"),
    "failed": _("LibreOffice could not make a PDF of this; the Word file is ready"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A document. file: the kept file, where it is kept; closed: the placeholders that the asker's
    role does not know; empty: in words, those that are empty in this record.
    """

    name: str
    data: bytes
    type: str
    closed: tuple[str, ...]
    empty: tuple[str, ...]
    file: UUID | None = None


def offered(actor: Actor, name: str, key: UUID) -> list[Template]:
    """The templates that suit a record the asker may print, by name."""
    printable(actor, name, key)
    if not actor.may(NAME, "read"):
        return []
    rows = Template.objects.seen_by(actor).filter(
        object=name, active=True, state="ready", deleted=False, file__deleted=False
    )
    kind = Filling(actor, name, key, "en").row.get("kind") if name == DOCUMENT else None
    return [row for row in rows.order_by("name_key", "pk") if row.kind_id in (None, kind)]


def printable(actor: Actor, name: str, key: UUID) -> Facts:
    """What rights know of a record that the asker may print; 403, 404, 409 else."""
    facts = readable(actor, name, key)
    if not actor.reaches(name, "print", facts.owner, facts.unit, key, facts.stage):
        actor.must(name, "print")
        raise forbidden(_("You may see this record, but not print it"))
    if facts.deleted:
        raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
    return facts


def make(actor: Actor, name: str, key: UUID, template: UUID, *, pdf: bool, keep: bool) -> Result:
    """The document of a record. What is kept becomes a version, told on the timelines; the same
    content makes no second one.

    404 for what the asker does not see, 409 `forms.not_offered` for a template that does not suit
    and, for a priced paper that is to be kept, beyond the asker's price limits,
    422 `forms.fill` where it cannot be filled in, 503 `forms.no_pdf` without PDF.
    """
    facts = printable(actor, name, key)
    row = next((one for one in offered(actor, name, key) if one.pk == template), None)
    source = row.file if row else None
    if row is None or source is None:
        raise unsuitable(actor, template)
    if keep:
        releasable(name, actor, key)
    filling = Filling(actor, name, key, row.language)
    values = filling.all()
    made = filled(actor, name, blobs.read(source.sha256), values)
    words = labels(actor, name)
    empty = tuple(
        words.get(one, one)
        for one in made.asked
        if is_empty(one, values) and one not in made.closed
    )
    stem = f"{row.name} {title_of(filling)}"
    if not keep:
        data = as_pdf(made.data) if pdf else made.data
        return Result(file_name(stem, pdf), data, PDF if pdf else DOCX, made.closed, empty)
    mark = fingerprint(source.sha256, values, made.asked)
    version, file = kept(filling, facts, row, stem, made.data, mark)
    if pdf:
        file = kept_pdf(filling, facts, version, file)
    data = blobs.read(file.sha256)
    return Result(file.name, data, file.type, made.closed, empty, file.pk)


def unsuitable(actor: Actor, template: UUID) -> Refusal:
    """Why a template cannot be used here."""
    if not Template.objects.seen_by(actor).filter(pk=template, deleted=False).exists():
        return not_found()
    words = _("This template is not for this record, has faults or is switched off")
    return Refusal("forms.not_offered", words, status=409)


def filled(actor: Actor, name: str, data: bytes, values: dict[str, Any]) -> Filled:
    """The Word file; what is wrong with its template is a refusal in words."""
    try:
        return running.fill(data, known(actor, name), values)
    except BadTemplate as bad:
        raise Refusal("forms.fill", "\n".join(told(fault) for fault in bad.faults)) from bad


def is_empty(name: str, values: dict[str, Any]) -> bool:
    """Whether a placeholder of the record itself (not of a line) says nothing here."""
    found: Any = values
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found in ("", [])


def fingerprint(template: str, values: dict[str, Any], asked: tuple[str, ...]) -> str:
    """sha256 of the template and of all it asks for."""
    groups = {name.partition(".")[0] for name in asked}
    used = {group: value for group, value in values.items() if group in groups}
    text = json.dumps([template, used], sort_keys=True)
    return sha256(text.encode()).hexdigest()


def as_pdf(data: bytes) -> bytes:
    """The PDF of a Word file; 503 where there is none."""
    try:
        return office.pdf(data)
    except office.NoPdf as fault:
        raise Refusal("forms.no_pdf", NO_PDF[fault.code], status=503) from fault


def file_name(stem: str, pdf: bool) -> str:
    """The name of the file."""
    return sniff.clean_name(f"{stem[:180]}.{'pdf' if pdf else 'docx'}", PDF if pdf else DOCX)


def kept(
    filling: Filling, facts: Facts, template: Template, stem: str, data: bytes, mark: str
) -> tuple[Made, StoredFile]:
    """The version with this content: the last one where it says the same, else a new one."""
    actor, name, key = filling.actor, filling.name, filling.key
    blob = blobs.put([data], MAX_MADE)
    rows = Made.objects.unguarded("the record was checked for printing")
    with transaction.atomic():
        actor.world.objects[name].twin.objects.select_for_update().get(pk=key)
        rows = rows.filter(object=name, record=key, template=template)
        last = rows.select_related("docx", "pdf").order_by("-issue").first()
        if last and last.fingerprint == mark and last.docx and not last.docx.deleted:
            return last, last.docx
        issue = (last.issue if last else 0) + 1
        file = stored(filling, file_name(f"{stem} v{issue}", False), DOCX, blob)
        tell_of(filling, facts, file)
        made = Made.objects.unguarded("a new version").create(
            template=template, object=name, record=key, issue=issue, fingerprint=mark, docx=file
        )
    return made, file


def kept_pdf(filling: Filling, facts: Facts, version: Made, source: StoredFile) -> StoredFile:
    """The PDF beside a version; made once."""
    if version.pdf and not version.pdf.deleted:
        return version.pdf
    data = as_pdf(blobs.read(source.sha256))
    blob = blobs.put([data], MAX_MADE)
    with transaction.atomic():
        name = source.name.removesuffix(".docx") + ".pdf"
        file = stored(filling, name, PDF, blob)
        rows = Made.objects.unguarded("the record was checked for printing")
        rows.filter(pk=version.pk).update(pdf=file)
        tell_of(filling, facts, file)
    return file


def stored(filling: Filling, name: str, kind: str, blob: Any) -> StoredFile:
    """A file of the record."""
    return StoredFile.objects.create(
        object=filling.name, record=filling.key, sha256=blob.sha256, name=name, type=kind,
        size=blob.size, by_id=filling.actor.user, at=now_of(filling.actor),
    )  # fmt: skip


def tell_of(filling: Filling, facts: Facts, file: StoredFile) -> None:
    """The event on the record's timeline and on those of its deal and client."""
    home = (filling.name, filling.key)
    data = {"files": [str(file.pk)], "names": [file.name]}
    event = tell(filling.actor, home, facts, "file", data)
    fields = filling.actor.world.objects[filling.name].fields
    linked = [
        (str(fields[link].target), filling.row[link])
        for link in SHOWN
        if link in fields and fields[link].kind.name == "link" and filling.row.get(link)
    ]
    show_in([home, *linked], home, event.at, journal=event.pk)
