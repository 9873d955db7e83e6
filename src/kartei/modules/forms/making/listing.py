"""The insert list, and the Word file that holds it as a sample to begin from."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _
from docx import Document

from kartei.modules.forms.making.places import groups, lists
from kartei.platform.access.actor import Actor

LINE = "line"


def insert_list(actor: Actor, name: str) -> list[dict[str, Any]]:
    """All placeholders of an object in the asker's language:
    ``[{"name", "label", "repeat", "places": [{"insert", "label"}]}]``.
    """
    listed = lists(actor, name)
    return [
        {
            "name": group,
            "label": label,
            "repeat": f"{{%tr for {LINE} in {group} %}} … {{%tr endfor %}}"
            if group in listed
            else None,
            "places": [
                {
                    "insert": f"{{{{ {LINE if group in listed else group}.{place.name} }}}}",
                    "label": place.label,
                }
                for place in entries
            ],
        }
        for group, label, entries in groups(actor, name)
    ]


def sample(actor: Actor, name: str) -> bytes:
    """A Word file with every placeholder of an object, its lines in a table that repeats."""
    document = Document()
    document.add_heading(str(actor.world.objects[name].words["one"]), 1)
    document.add_paragraph(
        _("Delete what you do not need, move and format the rest: placeholders keep their look.")
    )
    for group in insert_list(actor, name):
        document.add_heading(group["label"], 2)
        if group["repeat"]:
            repeated(document, group)
        else:
            table(document, group["places"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table(document: Any, places: list[dict[str, str]]) -> None:
    """Name and placeholder, one below the other."""
    made = document.add_table(rows=0, cols=2, style="Table Grid")
    for place in places:
        cells = made.add_row().cells
        cells[0].text, cells[1].text = place["label"], place["insert"]


def repeated(document: Any, group: dict[str, Any]) -> None:
    """A table of the first columns, its row between the rows that begin and end the loop; the other
    placeholders below, in a loop of their own.
    """
    first = group["places"][:5]
    made = document.add_table(rows=4, cols=len(first), style="Table Grid")
    for cell, place in zip(made.rows[0].cells, first, strict=True):
        cell.text = place["label"]
    made.cell(1, 0).text = f"{{%tr for {LINE} in {group['name']} %}}"
    for cell, place in zip(made.rows[2].cells, first, strict=True):
        cell.text = place["insert"]
    made.cell(3, 0).text = "{%tr endfor %}"
    document.add_paragraph(f"{{%p for {LINE} in {group['name']} %}}")
    for place in group["places"][5:]:
        document.add_paragraph(f"{place['label']}: {place['insert']}")
    document.add_paragraph("{%p endfor %}")
