"""Kinds of phones, mails, addresses and messengers from the words of address books."""

import re
from collections.abc import Iterable

from kartei.platform.kit.folding import fold

# The first word found decides: «Work Fax» is a fax, «Mobile (work)» a mobile.
_PHONE = (
    ("fax", ("fax", "факс")),
    ("mobile", ("cell", "mobil", "handy", "iphone", "моб", "сот", "перенос")),
    ("main", ("main", "haupt", "zentrale", "осн")),
    ("work", ("work", "business", "office", "company", "gesch", "arbeit", "dienst", "buro", "firma",
              "раб", "служ", "офис", "организац")),
    ("home", ("home", "privat", "дом")),
    ("other", ("other", "pager", "car", "sonst", "weiter", "друг", "пейдж", "custom", "radio")),
)  # fmt: skip
_MESSENGERS = (
    ("telegram", ("telegram", "телеграм", "tg")),
    ("whatsapp", ("whatsapp", "ватсап", "вотсап")),
    ("viber", ("viber", "вайбер")),
    ("skype", ("skype", "скайп")),
    ("signal", ("signal",)),
    ("vk", ("vk", "вк", "вконтакте", "vkontakte")),
    ("max", ("max",)),
)  # fmt: skip


def _first(words: str, table: Iterable[tuple[str, tuple[str, ...]]], *kinds: str) -> str:
    for kind, stems in table:
        if (not kinds or kind in kinds) and any(stem in words for stem in stems):
            return kind
    return ""


def _said(types: Iterable[str], label: str) -> str:
    return fold(" ".join([label, *types]))


def phone_kind(types: Iterable[str], label: str = "") -> str:
    """`mobile`, `work`, `home`, `fax`, `main`, `other`, or empty when nothing is said."""
    return _first(_said(types, label), _PHONE)


def mail_kind(types: Iterable[str], label: str = "") -> str:
    """`work`, `home`, `other` or empty."""
    return _first(_said(types, label), _PHONE, "work", "home", "other")


def place_kind(types: Iterable[str], label: str = "") -> str:
    """Kind of an address: `work`, `home`, `other` or empty."""
    return mail_kind(types, label)


def messenger_kind(service: str) -> str:
    """A known messenger, else `other`."""
    words = set(re.findall(r"\w+", fold(service)))
    for kind, names in _MESSENGERS:
        if words & set(names):
            return kind
    return "other"
