"""What is measured: operations at depths of rights, beside which operation of the floor."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One row of the table.

    depth: the measured user's rights in Kartei; scope: the same row filter on the floor. budget:
    how many times the floor one client may wait, on PostgreSQL (0: no budget).
    """

    title: str
    op: str
    floor: str
    depth: str
    scope: str
    budget: float = 0.0


ORGANISATION = "organisation"

#: The card shows person and company, so its reader sees the clients of the whole firm, as the
#: floor's question does.
READS = (
    Task("list of 50 by name, mine", "list_mine", "list_mine", "own", "own", 3),
    Task("list of 50 by name, my unit's", "list_all", "list_all", "unit", "unit", 3),
    Task("list of 50 by name, all", "list_all", "list_all", ORGANISATION, "all", 3),
    Task("deal with person, company, 20 entries", "card", "card", "card", "own", 4),
    Task("search part of a name, mine", "search_text", "search_text", "own", "own", 3),
    Task("search part of a name, all", "search_text", "search_text", ORGANISATION, "all", 3),
    Task("search part of a phone, mine", "search_phone", "search_phone", "own", "own", 3),
    Task("search part of a phone, all", "search_phone", "search_phone", ORGANISATION, "all", 3),
    Task("board, own deals", "board", "board", "own", "own", 2),
    Task("board, my unit's deals", "board", "board", "unit", "unit", 2),
    Task("board, all deals", "board", "board", ORGANISATION, "all", 2),
    Task("won sums per manager and month, unit", "report", "report", "unit", "unit", 1.5),
    Task("won sums per manager and month, all", "report", "report", ORGANISATION, "all", 1.5),
)
#: Writes come last, so that they do not swell what is read.
WRITES = (
    Task("create a person", "create", "create", ORGANISATION, "all", 5),
    Task("duplicates hint, then create", "hint_and_create", "create", ORGANISATION, "all", 5),
    Task("move a deal one stage", "move", "move", "own", "own", 4),
)
DEPTHS = ("own", "unit", "card", ORGANISATION)

#: What has no floor has a limit: the most that a figure may be.
LIMITS = {
    "start to first answer, s": 1.5,
    "idle memory (PSS), MiB": 200,
    "caller by phone, ms": 10,
    "offer PDF of one page, ms": 60,
    "first page: JS and CSS on the wire, kB": 250,
    "first page: requests until something to work with": 8,
    "first page: shown after, ms": 1500,
    "list: requests until rows": 8,
    "list: rows after, ms": 1500,
    "list: rows after the last key of a search, ms": 100,
    "200 simultaneous users: errors": 0,
    "200 simultaneous users: p95, ms": 500,
    "list beside 200 open streams: errors": 0,
    "import: write, s": 2.5,
    "import of 40,000: write, s": 10,
    "formula for all persons: longest write meanwhile, ms": 1000,
    "formula for all persons: errors": 0,
    "index of a filled field: longest write meanwhile, ms": 1000,
    "index of a filled field: errors": 0,
    "field added until usable everywhere, s": 1,
    "fields added: longest write meanwhile, ms": 1000,
    "fields added: errors": 0,
    "disabled through the server: streams heard for, s": 1,
    "disabled through the server: token let in for, s": 1,
    "disabled through the server: session let in for, s": 1,
    "disabled by another process: streams heard for, s": 1,
    "disabled by another process: token let in for, s": 1,
    "disabled by another process: session let in for, s": 1,
    "sign in ÷ password hash": 2,
    "filter and sort, the same ÷ built-in field": 1.5,
    "list, unit and below ÷ administrator": 1.3,
}
