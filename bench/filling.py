"""How the data set becomes rows of Kartei; bench/load.py is the program around it.

Rows of the files get fixed ids (``key_of``), so that a recipe can name them.
"""

import csv
import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from bench.servers import PASSWORD
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role, Token, User
from kartei.platform.kit.phones import parse_phone
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import rows, write
from kartei.platform.records.models import Entry, Timeline
from kartei.web.first_run import FirstRun, begin
from kartei.web.roles import all_at
from kartei.web.sessions import digest

BATCH = 1000
ENTRY_BATCH = 5000
#: Depths of the measured user. card: his own deals, and the clients of the whole firm.
DEPTHS = ("own", "unit", "organisation", "card")
OPEN = {"catalog.product": {"read": "organisation"}}
KINDS = (
    "",
    "user",
    "company",
    "person",
    "deal",
    "stage",
    "funnel",
    "unit",
    "entry",
    "role",
    "team",
)
Row = dict[str, str]


def key_of(kind: str, number: int | str) -> UUID:
    """The id of a row of the data set: a version 7 UUID that holds its kind and number."""
    return UUID(int=(0x7000 + KINDS.index(kind) << 64) | (0b10 << 62) | int(number))


def rows_of(folder: Path, name: str) -> Iterator[Row]:
    """The rows of one file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def batches(source: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The rows in lists of at most SIZE."""
    left = iter(source)
    while batch := list(islice(left, size)):
        yield batch


def moment(text: str) -> datetime:
    """A moment of the data set."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def phones(*values: tuple[str, str]) -> list[dict[str, str]]:
    """The numbers (number, kind) that some numbering plan knows; the data set makes up a few."""
    known = [(value, kind) for value, kind in values if value and parse_phone(value, "DE").valid]
    return [{"kind": kind, "value": value} for value, kind in known]


def listed(value: str, kind: str) -> list[dict[str, str]]:
    """An address or site as the field holds it."""
    return [{"kind": kind, "value": value}] if value else []


def begin_firm() -> UUID:
    """An empty firm with its administrator; returns his id."""
    return begin(
        FirstRun(
            firm="Bench", country="general", language="en", currency="EUR",
            timezone="Europe/Berlin", login="admin", password=PASSWORD, name="Admin",
        )
    )  # fmt: skip


def make_roles() -> dict[str, UUID]:
    """One role per depth; the card's sees all clients, but only its own deals."""
    now = timezone.now()
    made = {}
    for number, depth in enumerate(DEPTHS):
        grants = {**OPEN, "*": all_at("organisation" if depth == "card" else depth)}
        if depth == "card":
            grants["sales.deal"] = all_at("own")
        row = Role.objects.create(
            id=key_of("role", number), key=f"bench_{depth}", name=depth, name_key=depth,
            level=10, grants=grants, created_at=now, changed_at=now,
        )  # fmt: skip
        made[depth] = row.pk
    bump_access()
    return made


def make_users(admin: UUID, folder: Path, roles: dict[str, UUID]) -> None:
    """The units and users of the data set, all at depth own."""
    actor = actor_for(admin, via="api", language="en")
    root = str(actor.standing.unit)
    users = list(rows_of(folder, "users"))
    for number in sorted({u["unit_id"] for u in users}):
        values = {"name": f"Unit {number}", "parent": root}
        write.create(actor, "access.unit", values, id=key_of("unit", number))
    actor = actor_for(admin, via="api", language="en")
    items = [
        {
            "login": u["login"],
            "name": f"{u['first_name']} {u['last_name']}",
            "email": u["email"],
            "unit": str(key_of("unit", u["unit_id"])),
            "roles": [str(roles["own"])],
        }
        for u in users
    ]
    write.create_many(actor, "access.user", items, ids=[key_of("user", u["id"]) for u in users])


def make_team(admin: UUID, roles: dict[str, UUID]) -> None:
    """The team of the measured user alone: by its role his depth is changed while his token stays,
    which would end with a role of his own.
    """
    values = {
        "name": "Measured",
        "members": [str(key_of("user", 1))],
        "roles": [str(roles["own"])],
    }
    actor = actor_for(admin, via="api", language="en")
    write.create(actor, "access.team", values, id=key_of("team", 1))


def make_tokens() -> None:
    """A token that never ends for everybody, ``kt_bench_LOGIN``: the database is thrown away."""
    now = timezone.now()
    Token.objects.bulk_create(
        Token(key=digest(f"kt_bench_{user.login}"), user=user, title="bench", made_at=now)
        for user in User.objects.all()
    )


def make_funnel(admin: UUID, folder: Path) -> None:
    """A funnel of the data set's stages."""
    actor = actor_for(admin, via="api", language="en")
    funnel = key_of("funnel", 1)
    write.create(actor, "sales.funnel", {"name": "Bench", "kind": "sale"}, id=funnel)
    for place, stage in enumerate(stages_of(folder)):
        key = stage["key"]
        values = {
            "name": stage["en"],
            "funnel": str(funnel),
            "kind": key if key in ("won", "lost") else "open",
            "probability": stage["probability"],
            "position": place,
        }
        write.create(actor, "sales.stage", values, id=key_of("stage", place))


def stages_of(folder: Path) -> list[dict[str, Any]]:
    """The stages as the data set describes them."""
    found: list[dict[str, Any]] = json.loads((folder / "meta.json").read_text("utf-8"))["stages"]
    return found


def fill(
    admin: UUID, kind: str, name: str, source: Iterable[Row], item: Callable[[Row], dict[str, Any]]
) -> None:
    """Create records by the record path, batch by batch, each dated by its first row."""
    for batch in batches(source, BATCH):
        actor: Actor = actor_for(admin, via="api", language="en")
        actor.clock = moment(batch[0]["created_at"])
        items = [{**item(row), "owner": str(key_of("user", row["owner_id"]))} for row in batch]
        ids = [key_of(kind, row["id"]) for row in batch]
        write.create_many(actor, name, items, ids=ids)


def company(row: Row) -> dict[str, Any]:
    """A company in JSON form."""
    return {
        "name": row["name"],
        "city": row["city"],
        "tax_id": row["tax_id"],
        "phones": phones((row["phone"], "work")),
        "emails": listed(row["email"], "work"),
        "sites": listed(row["website"], "site"),
    }


def person(row: Row) -> dict[str, Any]:
    """A person in JSON form."""
    return {
        "last_name": row["last_name"],
        "first_name": row["first_name"],
        "middle_name": row["middle_name"],
        "company": str(key_of("company", row["company_id"])) if row["company_id"] else None,
        "phones": phones((row["phone"], "mobile"), (row["phone2"], "work")),
        "emails": listed(row["email"], "work"),
        "city": row["city"],
        "birthday": row["birthday"] or None,
    }


def deal_maker(folder: Path, reason: str) -> Callable[[Row], dict[str, Any]]:
    """How a row becomes a deal."""
    place = {stage["key"]: number for number, stage in enumerate(stages_of(folder))}

    def deal(row: Row) -> dict[str, Any]:
        return {
            "name": row["title"],
            "funnel": str(key_of("funnel", 1)),
            "stage": str(key_of("stage", place[row["stage"]])),
            "person": str(key_of("person", row["person_id"])),
            "company": str(key_of("company", row["company_id"])) if row["company_id"] else None,
            "amount": {"amount": row["amount"], "currency": row["currency"]},
            "expected_on": row["expected_close"],
            "closed_on": row["closed_at"][:10] or None,
            "loss_reason": reason if row["stage"] == "lost" else None,
        }

    return deal


def first_reason() -> str:
    """Any ready reason of a loss."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM sales_loss_reason ORDER BY id LIMIT 1")
        return str(UUID(str(cursor.fetchone()[0])))


def fill_entries(folder: Path) -> None:
    """The activities as entries, each told at home and where its home record belongs to."""
    of_deal = {row["id"]: (row["person_id"], row["company_id"]) for row in rows_of(folder, "deals")}
    of_person = {row["id"]: row["company_id"] for row in rows_of(folder, "persons")}
    entries = rows.table_of(rows.OWN, Entry)
    names = ("object", "record", "at", "entry", "home_object", "home")
    index = rows.table_of(rows.OWN, Timeline, names)
    for batch in batches(rows_of(folder, "activities"), ENTRY_BATCH):
        made, told = [], []
        for row in batch:
            key = key_of("entry", row["id"])
            places = places_of(row, of_deal, of_person)
            made.append(entries.from_dict(entry(row, key, places[0])))
            told += [index.row((*p, moment(row["at"]), key, *places[0])) for p in places]
        with transaction.atomic():
            rows.insert(entries, made)
            rows.insert(index, told)


def entry(row: Row, key: UUID, home: tuple[str, UUID]) -> dict[str, Any]:
    """One entry; what is neither call nor meeting is a note."""
    kind = row["kind"] if row["kind"] in ("call", "meeting") else "note"
    data: dict[str, Any] = {"direction": "out"} if kind == "call" else {}
    if kind != "note" and row["minutes"] != "0":
        data["minutes"] = int(row["minutes"])
    return {
        "id": key, "object": home[0], "record": home[1], "kind": kind, "at": moment(row["at"]),
        "author_id": key_of("user", row["author_id"]), "text": row["text"], "data": data,
        "created_at": moment(row["at"]),
    }  # fmt: skip


def places_of(
    row: Row, of_deal: dict[str, tuple[str, str]], of_person: dict[str, str]
) -> list[tuple[str, UUID]]:
    """Where an activity is told, its home first."""
    deal = row["deal_id"]
    person_id, company_id = of_deal[deal] if deal else (row["person_id"], "")
    company_id = company_id or of_person[person_id]
    found = [("sales.deal", key_of("deal", deal))] if deal else []
    found.append(("people.person", key_of("person", person_id)))
    return [*found, *([("people.company", key_of("company", company_id))] if company_id else [])]


def settle() -> None:
    """Let the database know its own sizes, as its routine does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def load(folder: Path) -> None:
    """Fill the installation; a line per step."""
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:7.1f} s  {what}", flush=True)

    admin = begin_firm()
    roles = make_roles()
    make_users(admin, folder, roles)
    make_team(admin, roles)
    make_tokens()
    make_funnel(admin, folder)
    fill(admin, "company", "people.company", rows_of(folder, "companies"), company)
    say("companies")
    fill(admin, "person", "people.person", rows_of(folder, "persons"), person)
    say("persons")
    deals = sorted(rows_of(folder, "deals"), key=lambda row: row["created_at"])
    fill(admin, "deal", "sales.deal", deals, deal_maker(folder, first_reason()))
    say("deals")
    fill_entries(folder)
    say("entries")
    settle()
    say("settled")
