"""Times an import of the data set's contacts into the installation that the environment names.

    KARTEI_DATA=… python -m bench.importing FOLDER

The file has names, company (found by its name), phone, mail, city and owner (found by login);
duplicates are looked for by phone, mail and name, faults are kept per row. Prints seconds and
counts, one figure a line.
"""

import csv
import os
import sys
import time
from pathlib import Path

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


def main() -> None:
    """Import as the administrator and print what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    import django

    django.setup()
    from kartei.platform.access.actor import actor_for
    from kartei.platform.access.models import User
    from kartei.platform.records.importing import run, service

    actor = actor_for(User.objects.get(login="admin").pk, via="import", language="en")
    data = table(Path(sys.argv[1]))
    began = time.perf_counter()
    row = service.upload(actor, [data], "contacts.csv", "people.person")
    looked = time.perf_counter()
    service.start(actor, row)
    result = run.run(actor, row.pk, lambda done, total: None)
    done = time.perf_counter()
    print(f"import: recognise and look ahead, s: {looked - began:.2f}")
    print(f"import: write, s: {done - looked:.2f}")
    for name in ("rows", "new", "updated", "duplicate", "faulty"):
        print(f"import: {name}: {result[name]}")
    unknown = [column["title"] for column in row.columns if not column["target"]]
    print(f"import: columns not recognised: {len(unknown)}")


if __name__ == "__main__":
    main()
