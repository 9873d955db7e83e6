"""What differs between the kinds of directories: names of attributes, filters, how groups nest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AD, OPENLDAP = "ad", "openldap"
STARTTLS, TLS, NONE = "starttls", "tls", "none"
ALL, MAPPED = "all", "mapped"
#: What a directory says of a user, in our names.
FIELDS = ("login", "name", "email", "phone", "position")
#: Matches whoever is in a group through any chain of groups (MS-ADTS 3.1.1.3.4.4.3).
IN_CHAIN = "1.2.840.113556.1.4.1941"
#: ACCOUNTDISABLE of userAccountControl (MS-ADTS 2.2.16).
DISABLED = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """The usual names in one kind of directory.

    id: the attribute that never changes. logins: what people may type to be found. control: tells
    whether an account is shut; changed: when the password was last set.
    """

    users: str
    id: str
    login: str
    name: str
    email: str
    phone: str
    position: str
    logins: tuple[str, ...]
    control: str
    changed: str


KINDS: Mapping[str, Kind] = {
    AD: Kind(
        users="(&(objectCategory=person)(objectClass=user))",
        id="objectGUID",
        login="sAMAccountName",
        name="displayName",
        email="mail",
        phone="telephoneNumber",
        position="title",
        logins=("userPrincipalName", "mail"),
        control="userAccountControl",
        changed="pwdLastSet",
    ),
    OPENLDAP: Kind(
        users="(objectClass=inetOrgPerson)",
        id="entryUUID",
        login="uid",
        name="cn",
        email="mail",
        phone="telephoneNumber",
        position="title",
        logins=("mail",),
        control="pwdAccountLockedTime",
        changed="pwdChangedTime",
    ),
}
