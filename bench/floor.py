"""The floor: the measured questions answered by bare SQL, with the row filter but no framework.

    FLOOR_DSN=… granian --interface wsgi bench.floor:app

Every request is authenticated by a token looked up in the database, and every question carries the
owners whose rows the user may see: own = 1, unit = 10 of 50, all = no filter. bench/floor_load.py
makes its tables.
"""

import csv
import io
import os
import sqlite3
import threading
import urllib.parse
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
import psycopg

STAGES = ("new", "qualified", "offer", "negotiation", "won", "lost")
PERSON = (
    "p.id,p.name,p.phone,p.phone2,p.email,p.city,p.owner_id,c.id as company_id,c.name as company"
)
PERSON_NAMES = (
    "id", "name", "phone", "phone2", "email", "city", "owner_id", "company_id", "company",
)  # fmt: skip
DEAL = (
    "d.id,d.title,d.stage,d.amount,d.owner_id,d.created_at,d.expected_close,p.id,p.name,c.id,c.name"
)
DEAL_NAMES = (
    "id", "title", "stage", "amount", "owner_id", "created_at", "expected_close", "person_id",
    "person", "company_id", "company",
)  # fmt: skip
CARD = (
    "d.id,d.title,d.stage,d.amount,d.owner_id,d.created_at,d.expected_close,p.id,p.name,p.phone,"
    "p.email,p.city,c.id,c.name,c.phone,c.email,c.website"
)
CARD_NAMES = (
    "id", "title", "stage", "amount", "owner_id", "created_at", "expected_close", "person_id",
    "person", "phone", "email", "city", "company_id", "company", "company_phone", "company_email",
    "website",
)  # fmt: skip
COMPANY = "left join companies c on c.id=p.company_id"
CLIENT = "join persons p on p.id=d.person_id left join companies c on c.id=d.company_id"
HAY = "(p.name || ' ' || p.email || ' ' || p.phone || ' ' || p.phone2)"
Owners = list[int] | None
Rows = list[tuple[Any, ...]]


class Postgres:
    """The questions' way to PostgreSQL."""

    kind = "postgresql"
    now = "now()"
    month = "to_char(d.closed_at,'YYYY-MM')"

    def __init__(self, dsn: str) -> None:
        self.connection: psycopg.Connection[Any] = psycopg.connect(dsn, autocommit=True)
        # a plan per value; preparing gained nothing measurable
        self.connection.prepare_threshold = None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """All rows of one question."""
        return self.connection.execute(sql, values).fetchall()  # type: ignore[call-overload,no-any-return]

    def change(self, steps: Iterable[tuple[str, Sequence[Any]]]) -> Any:
        """One transaction; the row or count of its last step."""
        with self.connection.transaction():
            for sql, values in steps:
                done = self.connection.execute(sql, values)  # type: ignore[call-overload]
                out = done.fetchone() if done.description else done.rowcount
        return out

    def seen(self, column: str, owners: Owners) -> tuple[str, list[Any]]:
        """The row filter; plain equality keeps the order of an index, ``= any`` does not."""
        if not owners:
            return "", []
        if len(owners) == 1:
            return f" and {column} = %s", list(owners)
        return f" and {column} = any(%s)", [owners]

    def insert(self, columns: str, rows: Rows) -> None:
        """Many persons at once."""
        with (
            self.connection.transaction(),
            self.connection.cursor().copy(f"copy persons({columns}) from stdin") as copy,  # type: ignore[arg-type]
        ):
            for row in rows:
                copy.write_row(row)


class Lite:
    """The questions' way to SQLite."""

    kind = "sqlite"
    now = "datetime('now')"
    month = "substr(d.closed_at,1,7)"

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=30
        )
        for pragma in (
            "journal_mode=wal", "synchronous=full", "cache_size=-65536", "mmap_size=268435456",
            "temp_store=memory",
        ):  # fmt: skip
            self.connection.execute(f"pragma {pragma}")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """All rows of one question."""
        return self.connection.execute(sql.replace("%s", "?"), values).fetchall()

    def change(self, steps: Iterable[tuple[str, Sequence[Any]]]) -> Any:
        """One transaction; the row or count of its last step."""
        self.connection.execute("begin immediate")
        try:
            for sql, values in steps:
                done = self.connection.execute(sql.replace("%s", "?"), values)
                out = done.fetchone() if done.description else done.rowcount
                done.close()
            self.connection.execute("commit")
        except BaseException:
            self.connection.execute("rollback")
            raise
        return out

    def seen(self, column: str, owners: Owners) -> tuple[str, list[Any]]:
        """The row filter."""
        if not owners:
            return "", []
        return f" and {column} in ({','.join(['%s'] * len(owners))})", list(owners)

    def insert(self, columns: str, rows: Rows) -> None:
        """Many persons at once."""
        marks = ",".join("?" * len(columns.split(",")))
        self.connection.execute("begin immediate")
        self.connection.executemany(f"insert into persons({columns}) values({marks})", rows)
        self.connection.execute("commit")


Base = Postgres | Lite


def opened(dsn: str) -> Base:
    """A connection to a PostgreSQL URL or a SQLite file."""
    return Postgres(dsn) if "://" in dsn else Lite(dsn)


def named(names: Sequence[str], rows: Rows) -> list[dict[str, Any]]:
    """Rows as dictionaries."""
    return [dict(zip(names, row, strict=True)) for row in rows]


def who(base: Base, token: str) -> tuple[int, Owners]:
    """The user of a token and the owners whose rows he may see; None for all."""
    user, scope, unit = base.rows(
        "select u.id, s.scope, u.unit_id from sessions s join users u on u.id=s.user_id "
        "where s.token=%s",
        (token,),
    )[0]
    if scope == "all":
        return user, None
    if scope == "own":
        return user, [user]
    return user, [r[0] for r in base.rows("select id from users where unit_id=%s", (unit,))]


def a_list(base: Base, user: int, owners: Owners, off: str = "0", mine: str = "1") -> Any:
    """50 persons by name: mine = filter by owner, on top of the row filter."""
    where, values = base.seen("p.owner_id", owners)
    if mine == "1":
        where, values = where + " and p.owner_id = %s", [*values, user]
    rows = base.rows(
        f"select {PERSON} from persons p {COMPANY} where true{where} "
        "order by p.name, p.id limit 50 offset %s",
        (*values, int(off)),
    )
    counted = f"select 1 from persons p where true{where} limit 10001"
    count = base.rows(f"select count(*) from ({counted}) x", values)[0][0]
    return {"count": count, "rows": named(PERSON_NAMES, rows)}


def b_deal(base: Base, user: int, owners: Owners, id: str) -> Any:
    """A deal with person, company and its newest 20 entries."""
    where, values = base.seen("d.owner_id", owners)
    found = base.rows(f"select {CARD} from deals d {CLIENT} where d.id=%s{where}", (id, *values))
    if not found:
        return {"missing": True}
    acts = base.rows(
        "select a.id,a.kind,a.at,a.text,a.author_id,u.last_name,u.first_name from activities a "
        "join users u on u.id=a.author_id where a.deal_id=%s order by a.at desc limit 20",
        (id,),
    )
    names = ("id", "kind", "at", "text", "author_id", "last", "first")
    return {"deal": named(CARD_NAMES, found)[0], "timeline": named(names, acts)}


def c_search(base: Base, user: int, owners: Owners, text: str) -> Any:
    """80 persons by a part of name, mail or phone.

    The fence (at most 2,000 hits) stops PostgreSQL's planner from walking the index of names
    instead of that of trigrams.
    """
    where, values = base.seen("p.owner_id", owners)
    last = "order by p.name, p.id limit 80"
    if base.kind == "postgresql":
        hits = f"select * from persons p where {HAY} ilike %s{where} limit 2000"
        sql = f"with m as materialized ({hits}) select {PERSON} from m p {COMPANY} {last}"
        wanted = f"%{text}%"
    else:
        sql = (
            f"select {PERSON} from persons_fts f join persons p on p.id=f.rowid {COMPANY} "
            f"where f.hay match %s{where} {last}"
        )
        wanted = f'"{text}"'
    return {"rows": named(PERSON_NAMES, base.rows(sql, (wanted, *values)))}


def d_create(base: Base, user: int, owners: Owners, n: str) -> Any:
    """A person and its line in the log."""
    key = "currval(pg_get_serial_sequence('persons','id'))"
    if base.kind == "sqlite":
        key = "last_insert_rowid()"
    person = (
        "insert into persons(first_name,last_name,name,phone,phone2,email,city,owner_id,company_id)"
        " values('Bench',%s,%s,%s,'',%s,'Berlin',%s,17) returning id"
    )
    log = (
        "insert into activities(kind,person_id,author_id,at,text) "
        f"values('audit',{key},%s,{base.now},'created') returning person_id"
    )
    values = (f"Person {n}", f"Bench Person {n}", f"+4915100{n}", f"bench{n}@example.com", user)
    return {"id": base.change([(person, values), (log, (user,))])[0]}


def e_move(base: Base, user: int, owners: Owners, id: str, stage: str) -> Any:
    """A deal into another stage, and its line in the log."""
    where, values = base.seen("owner_id", owners)
    log = (
        "insert into activities(kind,deal_id,author_id,at,text) "
        f"values('stage',%s,%s,{base.now},%s)"
    )
    move = (f"update deals set stage=%s where id=%s{where}", (stage, id, *values))
    return {"ok": base.change([move, (log, (id, user, "to " + stage))])}


def f_kanban(base: Base, user: int, owners: Owners) -> Any:
    """Count and sum of each stage, and its newest 20 deals."""
    where, values = base.seen("d.owner_id", owners)
    sums = base.rows(
        f"select d.stage,count(*),sum(d.amount) from deals d where true{where} group by 1", values
    )
    one = (
        f"select {DEAL} from deals d {CLIENT} where d.stage=%s{where} "
        "order by d.created_at desc limit 20"
    )
    cards = {s: named(DEAL_NAMES, base.rows(one, (s, *values))) for s in STAGES}
    return {"stages": named(("stage", "count", "sum"), sums), "cards": cards}


def h_report(base: Base, user: int, owners: Owners) -> Any:
    """Won sums by manager and month."""
    where, values = base.seen("d.owner_id", owners)
    rows = base.rows(
        f"select d.owner_id,{base.month},count(*),sum(d.amount) from deals d "
        f"where d.stage='won'{where} group by 1,2 order by 1,2",
        values,
    )
    return named(("owner_id", "month", "count", "sum"), rows)


def g_import(base: Base, user: int, owners: Owners, text: str) -> Any:
    """A file of contacts, each row looked at; without a check for duplicates."""
    logins = {r[1]: r[0] for r in base.rows("select id, login from users")}
    rows: Rows = []
    bad = 0
    for r in csv.DictReader(io.StringIO(text)):
        if not r["name"] or "@" not in r["email"] or r["owner_login"] not in logins:
            bad += 1
            continue
        parts = (r["first_name"], r["last_name"], r["name"], int(r["company_id"] or 0) or None)
        rows.append((*parts, r["phone"], "", r["email"], r["city"], logins[r["owner_login"]]))
    base.insert("first_name,last_name,name,company_id,phone,phone2,email,city,owner_id", rows)
    return {"imported": len(rows), "rejected": bad}


QUESTIONS: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (a_list, b_deal, c_search, d_create, e_move, f_kanban, h_report, g_import)
}
_local = threading.local()


def plain(value: Any) -> Any:
    """What orjson does not know: sums."""
    return float(value) if type(value).__name__ == "Decimal" else str(value)


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """``GET /a_list?off=50`` or ``POST /g_import``, with the header X-Token."""
    base: Base | None = getattr(_local, "base", None)
    if base is None:
        base = _local.base = opened(os.environ["FLOOR_DSN"])
    question = QUESTIONS.get(environ["PATH_INFO"].strip("/"))
    found: Any = "ready"
    if question is not None:
        args = dict(urllib.parse.parse_qsl(environ.get("QUERY_STRING", "")))
        size = int(environ.get("CONTENT_LENGTH") or 0)
        if size:
            args["text"] = environ["wsgi.input"].read(size).decode()
        found = question(base, *who(base, environ.get("HTTP_X_TOKEN", "")), **args)
    body = orjson.dumps(found, default=plain)
    head = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", head)
    return [body]
