"""What the tests of imports share: the firm, and an import from file to base in one call."""

from __future__ import annotations

from typing import Any

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.versions import bump_access
from kartei.platform.records.ask import Ask
from kartei.platform.records.importing import run, service
from kartei.platform.records.importing.models import Import, ImportFault
from kartei.platform.records.query import page

PERSON, COMPANY, PRODUCT = "people.person", "people.company", "catalog.product"
BOOK = {"google", "outlook", "vcard"}


def make_firm() -> Cast:
    """The cast; Alice and Bob have the names that the sample files use."""
    cast = make_cast()
    for login, name in (("alice", "Анна Волкова"), ("bob", "Дмитрий Орлов")):
        User.objects.filter(login=login).update(name=name, email=f"{login}@okna.example")
    bump_access()
    return cast


def silent(_done: int, _total: int, _result: Any = None) -> None:
    """A progress that nobody watches."""


def upload(actor: Actor, content: bytes, name: str = PERSON, **options: Any) -> Import:
    """A recognised draft."""
    row = service.upload(actor, [content], "file", name)
    return service.change(actor, row, {"options": options}) if options else row


def carry_out(actor: Actor, row: Import) -> dict[str, Any]:
    """Start and run an import to its end."""
    service.start(actor, row)
    return run.run(actor, row.id, silent)


def import_all(actor: Actor, content: bytes, name: str = PERSON, **options: Any) -> dict[str, Any]:
    """From the file to the base; what the preview said must come true."""
    row = upload(actor, content, name, **options)
    preview = row.preview
    assert preview is not None
    result = carry_out(actor, row)
    counts = ("rows", "new", "updated", "duplicate", "faulty", "beside")
    assert {n: result[n] for n in counts} == {n: preview[n] for n in counts}
    assert preview["exact"]
    return result


def records(actor: Actor, name: str = PERSON, **ask: Any) -> dict[str, dict[str, Any]]:
    """Readable records by title, all fields."""
    items = page(actor, name, Ask(fields=("*",), limit=200, **ask))["items"]
    return {item["name"]: item for item in items}


def mapping_of(row: Import) -> dict[str, str]:
    """Column title -> target (with its kind)."""
    return {
        column["title"]: ":".join(filter(None, row.mapping.get(str(column["index"]), [])))
        for column in row.columns
    }


def faults_of(row_id: Any) -> list[tuple[int, str, str]]:
    """(row, column, code) of the report."""
    rows = ImportFault.objects.filter(of=row_id).order_by("row", "id")
    return list(rows.values_list("row", "field", "code"))


def table(*rows: str) -> bytes:
    """Lines of a semicolon-separated file."""
    return ("\n".join(rows) + "\n").encode()
