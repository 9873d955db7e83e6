"""Exactly what a list shows as a file: its filter, search, order and columns.

Each row needs the right to read and the right to export it; each column the right to the field.
Rows come by keyset pages, so that a file of any length takes the memory of one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.decimals import to_scaled
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.meta.kinds.choice import label_of
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records import blobs
from kartei.platform.records.ask import Ask, chosen_fields, plan
from kartei.platform.records.facts import facts_of
from kartei.platform.records.files import own_files
from kartei.platform.records.paging import next_cursor, walk
from kartei.platform.records.query import count_of, narrow
from kartei.platform.records.writers.columns import Cell, Column, Look
from kartei.platform.records.writers.csv import write_csv
from kartei.platform.records.writers.vcard import Card, write_vcards
from kartei.platform.records.writers.xlsx import write_xlsx

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
}
#: Rows given at once; more of them become a job with a file.
AT_ONCE = 10_000
PAGE = 1000
#: Matches of a search that one file may hold; a list looks at fewer of them.
MATCHES = 200_000
#: Fields of an address card, as far as the object has them and the asker reads them.
CARD = (
    "name", "last_name", "first_name", "middle_name", "company", "position", "phones", "emails",
    "addresses", "messengers", "sites", "birthday", "notes", "groups", "photo",
)  # fmt: skip
MAX_PHOTO = 1024 * 1024
#: What a record looks like in JSON form.
Record = Mapping[str, Any]
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported: the object, the list question and the format (xlsx, csv, vcf)."""

    object: str
    ask: Ask
    format: str


def check(actor: Actor, wish: Wish) -> Wish:
    """The wish made ready to be written.

    400 for an unknown format or a wrong question, 403 without the right to export, 409 for objects
    without export or without address cards.
    """
    obj = actor.obj(wish.object)
    if wish.format not in FORMATS:
        raise bad_question(gettext_lazy("“format” is xlsx, csv or vcf"), "export.format")
    if obj.entity is not None and "export" not in obj.entity.features:
        raise Refusal(
            "export.no_object", gettext_lazy("These records cannot be exported"), status=409
        )
    if actor.scope(obj.name, "export").empty:
        actor.must(obj.name, "export")
    fields = wish.ask.fields
    if wish.format == "vcf":
        if "phones" not in obj.fields:
            raise Refusal(
                "export.no_cards", gettext_lazy("Only people become address cards"), status=409
            )
        fields = tuple(n for n in CARD if n in actor.fields(obj))
    ask = replace(wish.ask, fields=fields, limit=1, after="", count="none")
    plan(actor, wish.object, ask)
    return Wish(wish.object, ask, wish.format)


def count(actor: Actor, wish: Wish) -> int:
    """How many records the list holds, capped a little above AT_ONCE."""
    made = plan(actor, wish.object, replace(check(actor, wish).ask, count="capped"))
    return int(count_of(made)["value"]) if narrow(made, MATCHES) else 0


def file_name(actor: Actor, wish: Wish) -> str:
    """Title of the object and the day, with the ending of the format."""
    title = str(actor.obj(wish.object).words["title"])
    return f"{title} {actor.ctx.today.isoformat()}.{wish.format}"


def write(actor: Actor, wish: Wish, target: BinaryIO, progress: Progress | None = None) -> int:
    """Write the file; returns the number of rows. progress(rows, None) is told after each page."""
    ready = check(actor, wish)
    records = _told(rows_of(actor, ready), progress)
    if ready.format == "vcf":
        return _write_cards(actor, records, target)
    obj = actor.obj(ready.object)
    specs = [s for s in chosen_fields(actor, obj, ready.ask.fields) if not s.hidden]
    specs = [s for s in specs if s.lines is None]
    columns = [column for spec in specs for column in _columns(spec)]
    look = Look(actor.language, actor.world.zone, actor.world.firm.currency)
    counted = _Counted(cells(specs, record) for record in records)
    if ready.format == "xlsx":
        write_xlsx(target, columns, counted, look, str(obj.words["title"]))
    else:
        for piece in write_csv(columns, counted, look):
            target.write(piece)
    return counted.rows


class _Counted:
    """An iterator that knows how many it gave."""

    def __init__(self, rows: Iterator[list[Cell]]) -> None:
        self._source = rows
        self.rows = 0

    def __iter__(self) -> Iterator[list[Cell]]:
        for row in self._source:
            self.rows += 1
            yield row


def _told(pages: Iterator[list[Record]], progress: Progress | None) -> Iterator[Record]:
    done = 0
    for page in pages:
        yield from page
        done += len(page)
        if progress:
            progress(done, None)


def rows_of(actor: Actor, wish: Wish) -> Iterator[list[Record]]:
    """The records page by page, without those that the asker may not export."""
    after = ""
    while True:
        made = plan(actor, wish.object, replace(wish.ask, after=after))
        if not narrow(made, MATCHES):
            return
        made.ask = replace(made.ask, limit=PAGE)
        rows, more = walk(made)
        yield _allowed(actor, wish.object, made.reader.records(rows))
        if not more:
            return
        after = next_cursor(made, rows[-1])


def _allowed(actor: Actor, name: str, records: list[dict[str, Any]]) -> list[Record]:
    if actor.scope(name, "export").kind == "all":
        return list(records)
    facts = facts_of(actor, name, [UUID(r["id"]) for r in records])
    return [
        record
        for record in records
        if (f := facts.get(key := UUID(record["id"])))
        and actor.reaches(name, "export", f.owner, f.unit, key, f.stage)
    ]


def _columns(spec: FieldSpec) -> list[Column]:
    """A field's columns; money has one for the amount and one for the currency."""
    label = str(spec.label)[:1].upper() + str(spec.label)[1:]
    kind = spec.kind.name
    if kind == "money":
        currency = _("%(field)s, currency") % {"field": label}
        return [Column(label, "number"), Column(currency)]
    return [Column(label, kind)]


def cells(specs: Sequence[FieldSpec], record: Record) -> list[Cell]:
    """The cells of one record."""
    found: list[Cell] = []
    for spec in specs:
        value = record[spec.name]
        if spec.kind.name == "money":
            found += _money(value)
        else:
            found.append(None if value is None else _cell(spec, value))
    return found


def _money(value: Any) -> tuple[Cell, Cell]:
    if value is None:
        return None, None
    return to_scaled(value["amount"]), value["currency"]


def _cell(spec: FieldSpec, value: Any) -> Cell:
    kind = spec.kind.name
    if kind in ("number", "percent"):
        return to_scaled(value)
    if kind == "moment":
        return _moment(value)
    if kind == "date":
        return date.fromisoformat(value) if isinstance(value, str) else value
    if kind == "duration":
        return clock(value)
    if kind == "choice":
        return label_of(value, spec)
    if kind == "fullname":
        return str(spec.kind.show(value, spec, get_language() or "en"))
    if kind == "choices":
        return [label_of(item, spec) for item in value]
    if kind in ("link", "record"):
        return str(value["title"])
    if kind == "links":
        return [item["title"] for item in value]
    if kind == "file":
        return str(value["name"])
    if spec.kind.many:
        return [item.get("show") or item["value"] for item in value]
    found: Cell = value
    return found


def clock(seconds: int) -> str:
    """1:30:00, which spreadsheets and our own import read back."""
    sign, rest = "-" if seconds < 0 else "", abs(seconds)
    tail = f":{rest % 60:02}" if rest % 60 else ""
    return f"{sign}{rest // 3600}:{rest % 3600 // 60:02}{tail}"


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _write_cards(actor: Actor, records: Iterator[Record], target: BinaryIO) -> int:
    count = 0
    for record in records:
        picture = _photo(actor, record.get("photo"))
        for piece in write_vcards([card(record, picture)]):
            target.write(piece)
        count += 1
    return count


def card(record: Record, photo: bytes = b"") -> Card:
    """An address card of a person, or of a company."""
    person = "last_name" in record or "first_name" in record
    company = record.get("company")
    birthday = record.get("birthday")
    return Card(
        name=record.get("name") or "",
        last_name=record.get("last_name") or "",
        first_name=record.get("first_name") or "",
        middle_name=record.get("middle_name") or "",
        company=company["title"] if company else ("" if person else record.get("name") or ""),
        position=record.get("position") or "",
        phones=_pairs(record, "phones"),
        emails=_pairs(record, "emails"),
        addresses=_pairs(record, "addresses"),
        messengers=_pairs(record, "messengers"),
        sites=_pairs(record, "sites"),
        birthday=date.fromisoformat(birthday) if isinstance(birthday, str) else birthday,
        note=record.get("notes") or "",
        categories=[group["title"] for group in record.get("groups") or ()],
        photo=photo,
        organisation=not person,
        uid=f"urn:uuid:{record['id']}",
    )


def _pairs(record: Record, name: str) -> list[tuple[str, str]]:
    return [(item["kind"], item["value"]) for item in record.get(name) or ()]


def _photo(actor: Actor, shown: Any) -> bytes:
    """The picture of a card, as far as address books take it and the asker may see the file."""
    if not shown or shown["size"] > MAX_PHOTO:
        return b""
    if shown["type"] not in ("image/jpeg", "image/png", "image/webp"):
        return b""
    seen = own_files(actor, [UUID(shown["id"])]).values()
    stored = next((row.sha256 for row in seen), None)
    try:
        return blobs.read(stored) if stored else b""
    except FileNotFoundError:
        return b""
