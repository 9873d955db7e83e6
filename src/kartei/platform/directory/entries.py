"""What a directory tells of a person, in our words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.utils.dn import parse_dn

from kartei.platform.directory.kinds import AD, DISABLED, FIELDS, KINDS, Kind
from kartei.platform.directory.models import Server

#: Characters that a field of a user holds.
LENGTHS = {"login": 100, "name": 200, "email": 254, "phone": 60, "position": 120}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it came: its distinguished name, and values by attribute in lower case."""

    dn: str
    values: Mapping[str, list[bytes]]

    def first(self, attribute: str) -> str:
        """The first value as one line of text, empty without one."""
        found = self.values.get(attribute.lower()) or [b""]
        text = found[0].decode("utf-8", "replace").replace("\x00", "")
        return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a directory. out: shut there; mark: when his password was last set."""

    dn: str
    key: str
    login: str
    name: str
    email: str
    phone: str
    position: str
    out: bool
    mark: str


def attribute(server: Server, field: str) -> str:
    """The attribute that holds a field of a user."""
    own: str = getattr(server, f"{field}_attribute")
    return own or str(getattr(KINDS[server.kind], field))


def wanted(server: Server) -> list[str]:
    """All attributes that are asked of a person."""
    kind = KINDS[server.kind]
    return [kind.id, kind.control, kind.changed, *(attribute(server, field) for field in FIELDS)]


def person_of(server: Server, entry: Entry) -> Person | None:
    """The person of an entry; None without an id or a login, which is none."""
    kind = KINDS[server.kind]
    texts: dict[str, Any] = {
        field: entry.first(attribute(server, field))[: LENGTHS[field]].strip() for field in FIELDS
    }
    texts["login"] = texts["login"].lower()
    texts["name"] = texts["name"] or texts["login"]
    key = key_of(kind, entry)
    if not key or not texts["login"]:
        return None
    mark = entry.first(kind.changed)[:40]
    return Person(dn=entry.dn, key=key, out=is_out(server, entry), mark=mark, **texts)


def key_of(kind: Kind, entry: Entry) -> str:
    """The unchanging id in hexadecimal form; empty where there is none."""
    raw = (entry.values.get(kind.id.lower()) or [b""])[0]
    if kind is KINDS[AD]:
        return raw.hex()
    try:
        return UUID(raw.decode("ascii", "replace")).hex if raw else ""
    except ValueError:
        return ""


def asked_key(server: Server, key: str) -> str:
    """The id as a filter asks for it (RFC 4515, octets escaped in Active Directory)."""
    if server.kind != AD:
        return str(UUID(key))
    return "".join(f"\\{key[i : i + 2]}" for i in range(0, len(key), 2))


def is_out(server: Server, entry: Entry) -> bool:
    """Whether the account is shut there."""
    told = entry.first(KINDS[server.kind].control)
    if server.kind != AD:
        return bool(told)
    return told.isdigit() and bool(int(told) & DISABLED)


def branches(dn: str) -> list[tuple[str, str]]:
    """(distinguished name, name) of the organisational units around an entry, the nearest first."""
    try:
        parts = parse_dn(dn, escape=False, strip=True)
    except LDAPInvalidDnError:
        return []
    found = []
    for i, (kind, value, _separator) in enumerate(parts):
        if kind.lower() == "ou":
            rest = ",".join(f"{name}={text}" for name, text, _sign in parts[i:])
            found.append((same(rest), plain_value(value)))
    return found


def plain_value(value: str) -> str:
    """The value of a distinguished name's part without escapes (RFC 4514 2.4)."""
    raw, data, i = value.encode(), bytearray(), 0
    while i < len(raw):
        if raw[i : i + 1] != b"\\":
            data.append(raw[i])
            i += 1
            continue
        try:
            data.append(int(raw[i + 1 : i + 3].decode("ascii", "replace"), 16))
            i += 3
        except ValueError:
            data += raw[i + 1 : i + 2]
            i += 2
    return data.decode("utf-8", "replace")


def same(dn: str) -> str:
    """A form in which equal distinguished names are equal texts."""
    try:
        parts = parse_dn(dn, escape=False, strip=True)
    except LDAPInvalidDnError:
        return " ".join(dn.lower().split())
    return ",".join(f"{kind}={plain_value(value)}".lower() for kind, value, _sign in parts)


def common_name(dn: str) -> str:
    """The name that a distinguished name begins with, in lower case."""
    try:
        return plain_value(parse_dn(dn, escape=False, strip=True)[0][1]).lower()
    except (LDAPInvalidDnError, IndexError):
        return ""


def wanted_name(name: str) -> str:
    """A group or branch as an administrator wrote it: a distinguished name or a plain one."""
    return same(name) if "=" in name else " ".join(name.lower().split())
