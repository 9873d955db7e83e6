"""vCards as contacts: which property means what, as Android, iPhone and Outlook write them."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

from kartei.platform.kit.dates import parse_date
from kartei.platform.kit.faults import ValueFault
from kartei.platform.records.readers.blob import Blob
from kartei.platform.records.readers.contacts import Contact
from kartei.platform.records.readers.encodings import recognise_encoding
from kartei.platform.records.readers.kinds import mail_kind, messenger_kind, phone_kind, place_kind
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.vcard_lines import Property, cards

_TECHNICAL = frozenset(
    {
        "VERSION", "PRODID", "REV", "UID", "LABEL", "SOUND", "LOGO", "KEY", "AGENT", "SORT-STRING",
        "MAILER", "CLASS", "SOURCE", "NAME", "PROFILE", "KIND", "GEO", "TZ", "CLIENTPIDMAP",
        "X-ABLABEL", "X-ABADR", "X-ABSHOWAS", "X-ABUID", "X-PHONETIC-FIRST-NAME",
        "X-PHONETIC-LAST-NAME", "X-MS-OL-DESIGN",
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-MS-IMADDRESS",
        "X-GENDER", "GENDER", "X-ABCROP-RECTANGLE", "X-IMAGETYPE", "X-SHARED-PHOTO-DISPLAY-PREF",
    }
)  # fmt: skip
_MAX_PHOTO = 5 << 20


class VCards:
    """A file of one or many cards."""

    def __init__(self, blob: Blob, encoding: str, limits: Limits) -> None:
        self._blob = blob
        self._limits = limits
        if not encoding:
            with blob.open() as handle:
                encoding = recognise_encoding(handle).name
        self.encoding = encoding

    def contacts(self) -> Iterator[Contact]:
        """Every card that holds anything, counted from one."""
        with self._open() as handle:
            # A byte-order mark is no part of the first line.
            line_encoding = self.encoding.replace("-sig", "")
            if self.encoding.startswith("utf-16"):
                line_encoding = "utf-8"
            for number, card in enumerate(cards(handle, line_encoding, self._limits), 1):
                yield _contact(number, card)

    def _open(self) -> BinaryIO:
        handle = self._blob.open()
        if self.encoding.startswith("utf-16"):
            with handle:
                return BytesIO(handle.read().decode(self.encoding, "replace").encode())
        if self.encoding == "utf-8-sig":
            handle.seek(3)
        return handle


def _contact(number: int, card: list[Property]) -> Contact:
    contact = Contact(number)
    labels = {one.group: one.text() for one in card if one.name == "X-ABLABEL" and one.group}
    for one in card:
        label = labels.get(one.group, "")
        if reader := _READERS.get(one.name):
            reader(contact, one, label)
        elif one.name not in _TECHNICAL:
            contact.add(one.name, one.text())
    _settle_name(contact)
    return contact


def _settle_name(contact: Contact) -> None:
    """FN repeats N where N is filled; an N that holds the whole name in one part is no N."""
    first = contact.values.get("first_name", [""])[0]
    has_last = "last_name" in contact.values
    if has_last or (first and " " not in first):
        contact.values.pop("name", None)
    elif "name" in contact.values or first:
        contact.values.pop("first_name", None)
        contact.values.setdefault("name", [first])


def _name(contact: Contact, one: Property, label: str) -> None:
    last, first, middle, prefix, suffix = (one.parts() + [""] * 5)[:5]
    contact.add("last_name", f"{last} {suffix}" if last else suffix)
    contact.add("first_name", first)
    contact.add("middle_name", middle.replace(",", " "))
    contact.add("salutation", prefix.replace(",", " "))


def _organisation(contact: Contact, one: Property, label: str) -> None:
    company, *department = one.parts()
    contact.add("company", company)
    contact.add("department", ", ".join(filter(None, department)))


def _phone(contact: Contact, one: Property, label: str) -> None:
    number = one.text()
    if number.lower().startswith("tel:"):
        number = number[4:].replace(";ext=", " ext. ")
    contact.add("phones", number, phone_kind(one.types, label))


def _mail(contact: Contact, one: Property, label: str) -> None:
    contact.add("emails", one.text(), mail_kind(one.types, label))


def _address(contact: Contact, one: Property, label: str) -> None:
    box, extra, street, city, region, code, land = (one.parts() + [""] * 7)[:7]
    place = " ".join(filter(None, (code, city)))
    whole = ", ".join(filter(None, (street, extra, box, place, region, land)))
    contact.add("addresses", whole.replace("\n", ", "), place_kind(one.types, label))


def _birthday(contact: Contact, one: Property, label: str) -> None:
    try:
        contact.add("birthday", parse_date(one.text().partition("T")[0]).isoformat())
    except ValueFault:
        # A day without a year, or none at all: kept as written for the person to judge.
        contact.add("birthday", one.text())


def _messenger(contact: Contact, one: Property, label: str) -> None:
    service = one.parameters.get("X-SERVICE-TYPE", "") or label
    scheme, colon, account = one.text().partition(":")
    if not colon:
        scheme, account = "", one.text()
    contact.add("messengers", account.lstrip("/"), messenger_kind(service or scheme or one.name))


def _photo(contact: Contact, one: Property, label: str) -> None:
    if one.data and len(one.data) <= _MAX_PHOTO and not contact.photo:
        contact.photo = one.data


def _plain(key: str) -> Callable[[Contact, Property, str], None]:
    return lambda contact, one, label: contact.add(key, one.text())


def _groups(contact: Contact, one: Property, label: str) -> None:
    for group in one.parts(","):
        contact.add("groups", group)


_READERS: dict[str, Callable[[Contact, Property, str], None]] = {
    "N": _name,
    "FN": _plain("name"),
    "NICKNAME": _plain("nickname"),
    "ORG": _organisation,
    "TITLE": _plain("position"),
    "ROLE": _plain("position"),
    "TEL": _phone,
    "EMAIL": _mail,
    "ADR": _address,
    "URL": _plain("sites"),
    "X-SOCIALPROFILE": _plain("sites"),
    "BDAY": _birthday,
    "NOTE": _plain("notes"),
    "CATEGORIES": _groups,
    "PHOTO": _photo,
    **dict.fromkeys(
        (
            "IMPP", "X-SKYPE", "X-SKYPE-USERNAME", "X-TELEGRAM", "X-WHATSAPP", "X-VIBER", "X-ICQ",
            "X-JABBER", "X-GOOGLE-TALK", "X-QQ", "X-MSN", "X-YAHOO", "X-AIM",
        ),
        _messenger,
    ),
}  # fmt: skip
