"""Which column of a file is which field: by its head in three languages, and by its content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kartei.platform.kit.folding import fold
from kartei.platform.records.readers.content import recognise_content
from kartei.platform.records.readers.kinds import mail_kind, messenger_kind, phone_kind
from kartei.platform.records.readers.synonyms import COMMON, FILLERS, OBJECTS, phrase_of, words_of
from kartei.platform.records.readers.table import Column, Table

REPEATABLE = frozenset({"phones", "emails", "sites", "messengers", "addresses", "groups", "notes"})
"""Fields that several columns may fill.

Each adds a value of its own, except that columns of addresses of one kind (street, code, city) are
the parts of one address, in their order.
"""

_KEYED, _EXACT, _WITHOUT_FILLERS, _PART, _TYPO = 1.0, 0.95, 0.9, 0.75, 0.7
_LIKE_ENOUGH = 0.85
_CONTRADICTED = 0.5
_CERTAIN_CONTENT = frozenset({"emails", "phones", "sites", "tax_id", "reg_number", "bank_account"})


@dataclass(frozen=True, slots=True)
class Target:
    """A field that may be filled.

    `id` is its name (`person.phones` for the contact person of a company); `labels` what it is
    called in any language; `kind` the kind of field as in the metadata; `kinds` the values of its
    own kinds (`mobile`, `work` …), empty where it has none.
    """

    id: str
    labels: tuple[str, ...] = ()
    kind: str = "text"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A column with the field it seems to hold.

    `target` is empty when nothing fits; `kind` is one of the target's kinds or empty; `sure` runs
    from 0 to 1, above 0.7 it may be taken unasked.
    """

    index: int
    target: str
    kind: str
    sure: float


def match_columns(
    table: Table, targets: Sequence[Target], *, object_name: str = "", region: str = "RU"
) -> list[Match]:
    """One match per column, in their order.

    `object_name` (`people.person`) chooses the synonyms that differ between objects; `region` is
    where phones without a country come from. Fields take one column each, the surest, except the
    repeatable ones.
    """
    names = _Names(targets, object_name)
    found = [_match(column, names, region) for column in table.columns]
    return _one_each(_german_name(found, names))


class _Names:
    """The targets with everything they may be called."""

    def __init__(self, targets: Sequence[Target], object_name: str) -> None:
        self.targets = {target.id: target for target in targets}
        own = OBJECTS.get(object_name, {})
        self.phrases: dict[str, str] = {}
        for known in (own, COMMON):
            for name, phrases in known.items():
                for phrase in phrases if name in self.targets else ():
                    self.phrases.setdefault(phrase, name)
        for target in targets:
            # What the firm itself calls a field goes before what others call it.
            self.phrases |= {phrase_of(label): target.id for label in target.labels if label}

    def heads(self, title: str) -> Iterator[tuple[str, float]]:
        """Targets a head may mean, the surest first."""
        words = words_of(title)
        phrase = " ".join(words)
        if phrase in self.phrases:
            yield self.phrases[phrase], _EXACT
        bare = " ".join(word for word in words if word not in FILLERS)
        if bare in self.phrases:
            yield self.phrases[bare], _WITHOUT_FILLERS
        parts = [
            known
            for known in self.phrases
            if len(known) > 2 and f" {known} " in f" {phrase} " and known != phrase
        ]
        if parts:
            yield self.phrases[max(parts, key=len)], _PART
        if len(bare) > 3:
            likeness, known = max(
                ((SequenceMatcher(None, bare, one).ratio(), one) for one in self.phrases),
                default=(0.0, ""),
            )
            if likeness >= _LIKE_ENOUGH:
                yield self.phrases[known], _TYPO


def _match(column: Column, names: _Names, region: str) -> Match:
    base, _, kind = column.key.partition(":")
    if base in names.targets:
        return Match(column.index, base, _kind(names.targets[base], kind), _KEYED)
    content, proof = recognise_content(column.values, region)
    content = _content_target(content, names)
    target, sure = next(names.heads(column.title), ("", 0.0))
    if target:
        target, sure = _weighed(target, sure, content, proof, names)
    elif content:
        target, sure = content, proof
    if not target:
        return Match(column.index, "", "", 0.0)
    return Match(column.index, target, _kind_of(column.title, names.targets[target]), sure)


def _weighed(
    target: str, sure: float, content: str, proof: float, names: _Names
) -> tuple[str, float]:
    """Head and content together: agreement makes sure, clear content overrules a vague head."""
    base = target.rpartition(".")[2]
    seen = content.rpartition(".")[2]
    if seen == base:
        return target, max(sure, 0.99)
    if base == "first_name" and seen == "name" and "name" in names.targets:
        return content, 0.85
    if base in ("name", "company") and seen in ("company", "phones", "emails"):
        is_other = seen != "company" or base == "name"
        return (content, 0.8) if is_other and sure <= _EXACT and content else (target, sure)
    if seen in _CERTAIN_CONTENT and base in REPEATABLE - {"notes"} and base != seen:
        return content, 0.8
    if base in ("phones", "emails", "tax_id", "birthday") and seen in _CERTAIN_CONTENT | {"name"}:
        return target, _CONTRADICTED
    return target, sure


def _content_target(content: str, names: _Names) -> str:
    """The target for what the values are; the contact person's, where the object has no such."""
    choices = {"date": (), "money": ("price", "amount"), "company": ("company", "legal_name")}
    if content == "company" and "company" not in names.targets and "tax_id" in names.targets:
        choices["company"] = ("name",)
    if content == "name" and "person.name" in names.targets:
        choices["name"] = ("person.name",)
    for choice in choices.get(content, (content, f"person.{content}")):
        if choice in names.targets:
            return choice
    return ""


def _kind_of(title: str, target: Target) -> str:
    base = target.id.rpartition(".")[2]
    if base == "messengers":
        return _kind(target, messenger_kind(title))
    words = words_of(title)
    kind = mail_kind(words) if base in ("emails", "addresses") else phone_kind(words)
    if fold(title).startswith(("юр", "legal", "registered")) and "legal" in target.kinds:
        kind = "legal"
    return _kind(target, kind)


def _kind(target: Target, kind: str) -> str:
    return kind if kind in target.kinds else ""


def _german_name(found: list[Match], names: _Names) -> list[Match]:
    """Beside a column of first names one called «Name» holds the last ones."""
    given = {match.target for match in found}
    if "first_name" not in given or "last_name" in given or "last_name" not in names.targets:
        return found
    return [
        Match(match.index, "last_name", "", 0.85) if match.target == "name" else match
        for match in found
    ]


def _one_each(found: list[Match]) -> list[Match]:
    best: dict[str, Match] = {}
    for match in found:
        if match.target and match.sure > best.get(match.target, Match(0, "", "", 0.0)).sure:
            best[match.target] = match
    return [
        match
        if match.target.rpartition(".")[2] in REPEATABLE or best.get(match.target) is match
        else Match(match.index, "", "", 0.0)
        for match in found
    ]
