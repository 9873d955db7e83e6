"""What one kind of priced paper tells the common rules about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from kartei.modules.documents.papers.material import Material, Values
    from kartei.modules.documents.papers.models import IssuedPaper, PricedPaper
    from kartei.modules.documents.render.handover import Handover
    from kartei.platform.access.actor import Actor
    from kartei.platform.mail.purposes import Purpose
    from kartei.platform.meta.spec import Option
    from kartei.platform.meta.world import Obj
    from kartei.platform.records.draft import Draft

#: Fields of every kind that a paper made from another takes over.
TAKEN = (
    "deal", "person", "company", "firm", "subject", "currency", "vat_mode", "discount",
    "discount_from", "language",
)  # fmt: skip
#: Fields that only a paper of the same kind takes over.
ALIKE = ("layout", "intro", "outro")
#: Fields of every kind that stand on the paper or decide its sums.
CONTENT = (
    "firm", "person", "company", "date", "currency", "vat_mode", "discount", "intro", "outro",
    "subject", "language", "layout", "signatory", "accountant", "lines",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of priced paper, such as offers.

    object: its entity, with the tables model and issued. word: its words on paper
    (`labels.toml`), where its field `kind` says none. layout: the layout of new ones. letter:
    the purpose of the mail that carries it, with the slots of `wording.SLOTS`. sources: link field
    -> entity of the paper that a new one is made from. until: its field of a last day, filled by so
    many days of the own firm's and the country pack's field `days` (empty: not filled); late: words
    for a last day before the first. prefixes: how its numbers begin, by language of the own firm
    (`en` for others). texts: whether new ones take the own firm's opening and closing texts.
    closed: states in which its content is fixed; fixed: the words of that refusal, with the cure.
    lasting: what was printed of a closed one is handed out as it was, whatever changed around it.
    charges: it is paid, so it tells account, sum in words and payment code.
    extra: further fields of its content; terms: completes and checks them. handover: what a
    delivery document tells (asker, paper, own firm).
    sent: what is done with one that went out by mail; it tells whether it changed anything.
    state: the field that `closed` speaks of. taken: the lines that a new paper takes from the one
    it is made from, (draft, object, values of that one) -> lines with their old ids as `id`.
    arranged: what the kind does to the lines of an open paper before they are completed.
    forms: forms of it that may be numbered apart; form: the one among them that is numbered now.
    supplies: which of its papers (by their field `kind`) charge for what was supplied already.
    """

    object: str
    model: type[PricedPaper]
    issued: type[IssuedPaper]
    word: str
    layout: str
    letter: Purpose
    sources: Mapping[str, str] = field(default_factory=dict)
    until: str = ""
    days: str = ""
    late: Any = ""
    prefixes: Mapping[str, str]
    texts: bool = False
    closed: tuple[str, ...] = ()
    fixed: Any
    sent: Callable[[Actor, Obj, UUID], bool] | None = None
    lasting: bool = False
    charges: bool = False
    state: str = "status"
    taken: Callable[[Draft, str, Mapping[str, Any]], list[dict[str, Any]]] | None = None
    arranged: Callable[[Draft], None] | None = None
    supplies: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    terms: Callable[[Draft, Material], None] | None = None
    handover: Callable[[Actor, Values, Values], Handover] | None = None
    forms: tuple[Option, ...] = ()
    form: str = ""

    @property
    def content(self) -> tuple[str, ...]:
        """The fields that do not change once a paper is closed."""
        return (*CONTENT, *self.own)

    @property
    def own(self) -> tuple[str, ...]:
        """The fields of its content that other kinds do not have."""
        return (*self.extra, self.until) if self.until else self.extra


_known: dict[str, Kind] = {}


def register(made: Kind) -> None:
    """Make a kind known by its object, so that its papers can be asked for; at start, once."""
    _known[made.object] = made


def kinds() -> tuple[Kind, ...]:
    """All kinds of paper there are."""
    return tuple(_known.values())
