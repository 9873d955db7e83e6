"""Many papers as one file: which ones, in what order, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.drawing import bundle
from kartei.modules.documents.papers.issue import pdf
from kartei.modules.documents.papers.kind import Kind
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.records.ask import Ask, plan
from kartei.platform.records.facts import facts_of
from kartei.platform.records.paging import next_cursor, walk
from kartei.platform.records.query import narrow
from kartei.platform.records.selection import named

#: So many papers go into one file, and so many refused ones are listed.
MOST, LISTED = 5000, 200
PAGE = 200
FORMS = ("pdf", "zip")
#: The kind of job that prints many.
PRINT = "documents.print"
KEYS = ("ids", "filter", "search", "sort", "form")


@dataclass(slots=True)
class Printed:
    """What came of printing many: how many are in the file, and why others are not."""

    papers: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)

    def wire(self) -> dict[str, Any]:
        """The JSON form, as of acts on many records."""
        return {
            "papers": self.papers,
            "failed": self.failed[:LISTED],
            "failed_count": len(self.failed),
        }


def wanted(kind: Kind, actor: Actor, body: Mapping[str, Any]) -> tuple[list[UUID], str]:
    """The papers that a request means, in its order, and the form: pdf (one file) or zip.

    400 for a wrong question, 403 without the right to print any, 422 `papers.too_many`.
    """
    for name in body:
        if name not in KEYS:
            raise bad_question(
                _("There is no parameter “%(name)s”"), "http.unknown_parameter", name=name[:80]
            )
    if actor.scope(kind.object, "print").empty:
        actor.must(kind.object, "print")
    form = body.get("form", "pdf")
    if form not in FORMS:
        raise bad_question(_("“form” is pdf or zip"), "papers.form")
    keys = named(body["ids"]) if "ids" in body else found(kind, actor, body)
    if len(keys) > MOST:
        raise Refusal(
            "papers.too_many", _("At most %(limit)s documents at once"), status=422, limit=MOST
        )
    return keys, form


def found(kind: Kind, actor: Actor, body: Mapping[str, Any]) -> list[UUID]:
    """What a list shows under this filter, search and order; a little above MOST ends it."""
    texts = [body.get(name) or "" for name in ("search", "sort")]
    if not all(isinstance(text, str) for text in texts):
        raise bad_question(_("“search” is a text"), "bulk.selection")
    search, sort = texts
    ask = Ask(filter=body.get("filter"), search=search[:200], sort=sort[:200], fields=("number",))
    keys: list[UUID] = []
    while len(keys) <= MOST:
        made = plan(actor, kind.object, ask)
        if not narrow(made, MOST + 1):
            break
        made.ask = replace(made.ask, limit=PAGE)
        rows, more = walk(made)
        keys += [UUID(str(record["id"])) for record in made.reader.records(rows)]
        if not more:
            break
        ask = replace(ask, after=next_cursor(made, rows[-1]))
    return keys


def print_many(
    kind: Kind,
    actor: Actor,
    keys: Sequence[UUID],
    form: str,
    target: BinaryIO,
    progress: Callable[[int, int], None],
) -> Printed:
    """Write the papers into target, each as its own PDF is handed out: issued ones as kept.

    progress(done, all) is told before each and may end it. A refused paper does not stop the
    others; a Refusal `papers.none` when all are.
    """
    done = Printed()
    with bundle(form, target) as out:
        for place, key in enumerate(keys):
            progress(place, len(keys))
            try:
                paper = pdf(kind, actor, key)
            except Refusal as refusal:
                done.failed.append(refused_one(kind, actor, key, refusal))
            else:
                out.add(paper.name, paper.data)
                done.papers += 1
        if not done.papers:
            why = done.failed[0]["detail"] if done.failed else ""
            text = _("None of these documents can be printed. %(why)s")
            raise Refusal("papers.none", text, why=why)
    progress(len(keys), len(keys))
    return done


def refused_one(kind: Kind, actor: Actor, key: UUID, refusal: Refusal) -> dict[str, str]:
    """A paper that is left out, by its title where the asker may know it, and why."""
    facts = facts_of(actor, kind.object, [key]).get(key)
    seen = facts and actor.reaches(kind.object, "read", facts.owner, facts.unit, key)
    title = str(facts.title) if facts and seen else ""
    why = refusal.faults[0].detail if refusal.faults else refusal.detail
    return {"id": str(key), "title": title, "detail": str(why)}
