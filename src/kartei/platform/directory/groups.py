"""Which roles somebody gets for the groups he is in, also through groups inside groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kartei.platform.directory.client import Talk, escaped
from kartei.platform.directory.entries import Entry, Person, common_name, key_of, same, wanted_name
from kartei.platform.directory.kinds import AD, IN_CHAIN, KINDS
from kartei.platform.directory.models import Group, Server

#: Groups of one person; more is a mistake or an attack.
MOST = 2000
#: Groups of a whole directory that are taken over.
ALL = 100_000
_OF_NAMES = "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))"
_MEMBERS = ("member", "uniqueMember")

#: The ids of the roles that a person gets.
Roles = Callable[[Person], set[str]]


def mappings(server: Server) -> list[Group]:
    """The groups of a directory that mean something here."""
    rows = Group.objects.unguarded("who signs in reads no mapping; it is applied to him")
    found = rows.filter(server=server.pk, deleted=False, role__deleted=False)
    return list(found.order_by("created_at"))


def managed(server: Server, known: Iterable[Group]) -> set[str]:
    """All roles that the directory gives and takes; others of a user are left alone."""
    return {str(group.role_id) for group in known} | always(server)


def always(server: Server) -> set[str]:
    """The role of everybody who comes in."""
    return {str(server.role_id)} if server.role_id else set()


def asked(talk: Talk, known: list[Group]) -> Roles:
    """The roles of one person, asked of the directory for him alone."""

    def roles(person: Person) -> set[str]:
        find = _chain if talk.server.kind == AD else _walk
        return chosen(find(talk, person), known) if known else set()

    return roles


def loaded(talk: Talk, known: list[Group]) -> Roles:
    """The roles of everybody, with few questions for all of them together."""
    if talk.server.kind == AD:
        keys = {group.pk: _members(talk, group) for group in known}
        return lambda person: {str(g.role_id) for g in known if person.key in keys[g.pk]}
    above = _parents(talk) if known else {}

    def roles(person: Person) -> set[str]:
        names = climb(person, lambda name: above.get(name, ()))
        return chosen(names, known)

    return roles


def chosen(names: set[str], known: Iterable[Group]) -> set[str]:
    """The roles of the groups of these names."""
    return {str(group.role_id) for group in known if wanted_name(group.name) in names}


def climb(person: Person, above: Callable[[str], Iterable[tuple[str, str]]]) -> set[str]:
    """Names of all groups around a person. above: (dn, common name) of the groups that name one.

    Loops end where a group was seen before.
    """
    names: set[str] = set()
    waiting = [same(person.dn), f"uid:{person.login}"]
    seen = set(waiting)
    while waiting and len(names) < 2 * MOST:
        for dn, common in above(waiting.pop()):
            names |= {dn, common}
            if dn not in seen:
                seen.add(dn)
                waiting.append(dn)
    return names


def _walk(talk: Talk, person: Person) -> set[str]:
    """Groups of a person by asking for those of each group in turn."""
    dns = {same(person.dn): person.dn}

    def above(name: str) -> list[tuple[str, str]]:
        if name.startswith("uid:"):
            test = f"(memberUid={escaped(person.login)})"
        else:
            tests = (f"({member}={escaped(dns[name])})" for member in _MEMBERS)
            test = f"(|{''.join(tests)})"
        found = []
        for entry in talk.find(talk.server.base, test, ["cn"], limit=MOST):
            dns[same(entry.dn)] = entry.dn
            found.append(named(entry))
        return found

    return climb(person, above)


def _chain(talk: Talk, person: Person) -> set[str]:
    """Groups of a person in one question that Active Directory answers through all levels."""
    test = f"(member:{IN_CHAIN}:={escaped(person.dn)})"
    names: set[str] = set()
    for entry in talk.find(talk.server.base, test, ["cn"], limit=MOST):
        names |= set(named(entry))
    return names


def _members(talk: Talk, group: Group) -> set[str]:
    """Ids of the people in a group of an Active Directory, through all levels."""
    server, kind = talk.server, KINDS[AD]
    dns = [group.name]
    if "=" not in group.name:
        test = f"(&(objectClass=group)(cn={escaped(group.name)}))"
        dns = [entry.dn for entry in talk.find(server.base, test, ["cn"], limit=MOST)]
    keys: set[str] = set()
    for dn in dns:
        test = f"(&{people_filter(server)}(memberOf:{IN_CHAIN}:={escaped(dn)}))"
        found = talk.find(server.base, test, [kind.id], limit=ALL)
        keys |= {key_of(kind, entry) for entry in found}
    return keys


def _parents(talk: Talk) -> Mapping[str, list[tuple[str, str]]]:
    """Member -> (dn, common name) of the groups that name it, for all groups of a directory."""
    above: Any = defaultdict(list)
    for entry in talk.find(talk.server.base, _OF_NAMES, ["cn", *_MEMBERS, "memberUid"], limit=ALL):
        group = named(entry)
        for member in _MEMBERS:
            for value in entry.values.get(member.lower(), ()):
                above[same(value.decode("utf-8", "replace"))].append(group)
        for value in entry.values.get("memberuid", ()):
            above[f"uid:{value.decode('utf-8', 'replace').lower()}"].append(group)
    return dict(above)


def named(entry: Entry) -> tuple[str, str]:
    """The two names by which a group may be mapped."""
    return same(entry.dn), " ".join(entry.first("cn").lower().split()) or common_name(entry.dn)


def people_filter(server: Server) -> str:
    """What makes an entry a person who may come in."""
    return server.user_filter or KINDS[server.kind].users
