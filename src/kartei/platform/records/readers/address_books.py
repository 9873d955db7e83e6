"""Address books exported as CSV: Google Contacts (both formats) and Outlook (en, de, ru)."""

import re
from collections.abc import Callable, Iterator

from kartei.platform.kit.folding import fold
from kartei.platform.records.readers.contacts import Contact
from kartei.platform.records.readers.delimited import Delimited
from kartei.platform.records.readers.kinds import mail_kind, messenger_kind, phone_kind, place_kind
from kartei.platform.records.readers.outlook_heads import OUTLOOK, OUTLOOK_ADDRESSES, OUTLOOK_PROOF

_NUMBERED = re.compile(
    r"(Phone|E-mail|Website|Address|IM|Custom Field|Event|Relation|Organization) (\d{1,2}) - (.+)"
)
_GOOGLE_PLAIN = {
    "Given Name": "first_name", "First Name": "first_name", "Additional Name": "middle_name",
    "Middle Name": "middle_name", "Family Name": "last_name", "Last Name": "last_name",
    "Name Prefix": "salutation", "Nickname": "nickname", "Notes": "notes", "Birthday": "birthday",
    "Organization Name": "company", "Organization Title": "position",
    "Organization Department": "department", "Organization 1 - Name": "company",
    "Organization 1 - Title": "position", "Organization 1 - Department": "department",
}  # fmt: skip
_GOOGLE_PROOFS = (
    {"Given Name", "Family Name", "Group Membership"},
    {"First Name", "Last Name", "Labels"},
    {"First Name", "Last Name", "Phone 1 - Label"},
    {"Given Name", "Family Name", "Phone 1 - Type"},
)
_BETWEEN = re.compile(r"\s*:::\s*")
_ADDRESS_PARTS = (
    "Street",
    "Extended Address",
    "PO Box",
    "Postal Code",
    "City",
    "Region",
    "Country",
)


def recognise_book(head: list[str]) -> str:
    """`google`, `outlook`, or empty for a table of any other sort."""
    titles = {title.strip() for title in head}
    if any(proof <= titles for proof in _GOOGLE_PROOFS):
        return "google"
    if any(proof <= {fold(title) for title in titles} for proof in OUTLOOK_PROOF):
        return "outlook"
    return ""


class AddressBook:
    """The rows below a known head as contacts."""

    def __init__(self, text: Delimited, head: list[str], kind: str) -> None:
        self._text = text
        self._head = [title.strip() for title in head]
        self._read: Callable[[Contact, dict[str, str]], None] = (
            _read_google if kind == "google" else _read_outlook
        )

    def contacts(self) -> Iterator[Contact]:
        """Every row as a contact, numbered as in the file."""
        records = self._text.records()
        next(records, None)
        for number, cells in records:
            contact = Contact(number)
            self._read(contact, dict(zip(self._head, cells, strict=False)))
            yield contact


def _read_google(contact: Contact, row: dict[str, str]) -> None:
    for title, key in _GOOGLE_PLAIN.items():
        contact.add(key, row.get(title, ""))
    if suffix := row.get("Name Suffix", "").strip():
        last = contact.values.pop("last_name", [""])[0]
        contact.add("last_name", f"{last} {suffix}")
    if not any(key in contact.values for key in ("last_name", "first_name")):
        contact.add("name", row.get("Name", "") or row.get("File As", ""))
    for group in _several(row.get("Labels", "") or row.get("Group Membership", "")):
        # A star marks Google's own groups such as «* myContacts».
        if not group.startswith("*"):
            contact.add("groups", group)
    for (sort, _), parts in _numbered(row).items():
        _add_numbered(contact, sort, parts)


def _numbered(row: dict[str, str]) -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for title, value in row.items():
        if value and (place := _NUMBERED.fullmatch(title)):
            found.setdefault((place[1], place[2]), {})[place[3]] = value
    return found


def _several(value: str) -> list[str]:
    return [part for part in _BETWEEN.split(value.strip()) if part]


def _add_numbered(contact: Contact, sort: str, parts: dict[str, str]) -> None:
    label = parts.get("Label") or parts.get("Type") or ""
    for value in _several(parts.get("Value", "")):
        if sort == "Phone":
            contact.add("phones", value, phone_kind((), label))
        elif sort == "E-mail":
            contact.add("emails", value, mail_kind((), label))
        elif sort == "Website":
            contact.add("sites", value)
        elif sort == "IM":
            contact.add("messengers", value, messenger_kind(parts.get("Service") or label))
        elif sort in ("Custom Field", "Event", "Relation"):
            contact.add("notes", f"{label.lstrip('* ')}: {value}")
    if sort == "Address":
        whole = ", ".join(filter(None, (parts.get(part, "").strip() for part in _ADDRESS_PARTS)))
        text = whole or parts.get("Formatted", "")
        contact.add("addresses", re.sub(r"\s*\n\s*", ", ", text), place_kind((), label))


def _read_outlook(contact: Contact, row: dict[str, str]) -> None:
    addresses: dict[str, list[str]] = {}
    for title, value in row.items():
        folded = fold(title)
        if not value.strip():
            continue
        if key := OUTLOOK.get(folded):
            base, _, kind = key.partition(":")
            contact.add(base, value, kind)
        elif kind := OUTLOOK_ADDRESSES.get(folded, ""):
            addresses.setdefault(kind, []).append(re.sub(r"\s*\n\s*", ", ", value.strip()))
    for kind, parts in addresses.items():
        contact.add("addresses", ", ".join(parts), kind)
    groups = contact.values.pop("groups", [])
    for group in re.split(r"[;,]", ";".join(groups)):
        contact.add("groups", group)
