"""Times an import of the data set's contacts into the installation that the environment names.

    KARTEI_DATA=… python -m bench.importing FOLDER

The file has names, company (found by its name), phone, mail, city and owner (found by login);
duplicates are looked for by phone, mail and name, faults are kept per row. Afterwards four times as
many others are imported, to see that a row costs no more then. Prints seconds and counts, one
figure a line.
"""

import csv
import io
import os
import sys
import time
from pathlib import Path
from typing import Any

HEAD = ("Last name", "First name", "Company", "Phone", "E-mail", "City", "Owner")


def table(folder: Path) -> bytes:
    """The contacts as a firm would have them: companies by name, not by number."""
    with (folder / "companies.csv").open(encoding="utf-8", newline="") as file:
        companies = {row["id"]: row["name"] for row in csv.DictReader(file)}
    path = folder / "contacts.csv"
    with (
        (folder / "import_contacts.csv").open(encoding="utf-8", newline="") as source,
        path.open("w", encoding="utf-8", newline="") as target,
    ):
        writer = csv.writer(target)
        writer.writerow(HEAD)
        for row in csv.DictReader(source):
            firm = companies.get(row["company_id"], "")
            parts = (row["last_name"], row["first_name"], firm, row["phone"], row["email"])
            writer.writerow((*parts, row["city"], row["owner_login"]))
    return path.read_bytes()


def many(data: bytes, times: int) -> bytes:
    """The contacts several times over, each time as other people with other numbers."""
    rows = list(csv.reader(io.StringIO(data.decode())))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(rows[0])
    for copy in range(1, times + 1):
        for number, (last, first, firm, phone, mail, city, owner) in enumerate(rows[1:]):
            fresh = f"+49151{copy}{number:07d}" if phone.startswith("+") else phone
            writer.writerow((f"{last}{copy}", first, firm, fresh, f"{copy}.{mail}", city, owner))
    return out.getvalue().encode()


def carried_out(actor: Any, data: bytes, title: str) -> tuple[Any, dict[str, Any]]:
    """Import DATA and print the seconds of both steps; the import and what became of its rows."""
    from kartei.platform.records.importing import run, service

    began = time.perf_counter()
    row = service.upload(actor, [data], "contacts.csv", "people.person")
    looked = time.perf_counter()
    service.start(actor, row)
    result = run.run(actor, row.pk, lambda done, total: None)
    print(f"{title}: recognise and look ahead, s: {looked - began:.2f}")
    print(f"{title}: write, s: {time.perf_counter() - looked:.2f}")
    return row, result


def main() -> None:
    """Import as the administrator and print what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    import django

    django.setup()
    from kartei.platform.access.actor import actor_for
    from kartei.platform.access.models import User
    from kartei.platform.kit.collector import settle_collector

    settle_collector()  # as the worker does, which carries imports out
    actor = actor_for(User.objects.get(login="admin").pk, via="import", language="en")
    data = table(Path(sys.argv[1]))
    row, result = carried_out(actor, data, "import")
    for name in ("rows", "new", "updated", "duplicate", "faulty"):
        print(f"import: {name}: {result[name]}")
    unknown = [column["title"] for column in row.columns if not column["target"]]
    print(f"import: columns not recognised: {len(unknown)}")
    _row, result = carried_out(actor, many(data, 4), "import of 40,000")
    print(f"import of 40,000: new: {result['new']}")


if __name__ == "__main__":
    main()
