"""From a paper to the plain values its layout prints, figures and dates written out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from itertools import accumulate
from typing import Any

from kartei.modules.documents.render import figures, statement, texts
from kartei.modules.documents.render.codes import qr
from kartei.modules.documents.render.glyphs import drawable
from kartei.modules.documents.render.handover import shaped
from kartei.modules.documents.render.model import Account, FirmSide, PaperDocument, PaperLine
from kartei.modules.documents.render.pictures import prepare
from kartei.modules.documents.render.totals import VatMode
from kartei.platform.kit.faults import ValueFault

MAX_LINES = 2000
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
#: How much the text of a size is larger, and the sides of its pictures in mm.
_SCALES = {"small": 0.9, "normal": 1.0, "large": 1.12}
_PICTURES = {"small": 11, "normal": 16, "large": 28}
#: Pixels of a millimetre of a picture (340 dpi), and 80 mm at 360 dpi.
_PER_MM = 13.5
_MARK_SIDE = 1134
_FONTS = {
    "sans": {"plain": "IBM Plex Sans", "strong": "IBM Plex Sans SmBld"},
    "serif": {"plain": "IBM Plex Serif", "strong": "IBM Plex Serif SmBld"},
}
_EMOJI = "Noto Emoji"
_COLUMNS = (
    "position", "picture", "name", "quantity", "unit", "price", "discount", "vat", "amount",
)  # fmt: skip
#: Characters of 7 pt that fit a quarter of the foot, and of 8 pt in the narrowest name column.
_FOOT_CHARACTERS = 30
_NAME_CHARACTERS = 30
#: A line of the table higher than so many rows of text may break across pages.
_WHOLE_ROWS = 28


@dataclass(slots=True)
class Shaper:
    """Turns one paper into the layout's data and collects its pictures by file name.

    archival replaces characters that no shipped font holds.
    """

    paper: PaperDocument
    archival: bool = False
    pictures: dict[str, bytes] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """All values of the layout. Raises ValueFault: see `paper.render_paper`."""
        paper, language = self.paper, self.paper.language
        if len(paper.lines) > MAX_LINES:
            raise ValueFault("paper.too_many_lines", limit=MAX_LINES)
        if paper.firm.font not in _FONTS:
            raise ValueFault("paper.font", value=paper.firm.font)
        families = _FONTS[paper.firm.font]
        return {
            "language": language,
            "fonts": {place: [family, _EMOJI] for place, family in families.items()},
            "firm": self._firm(paper.firm),
            "client": {
                "name": self._line(paper.client.name),
                "address": self._lines(paper.client.address),
                "person": self._line(paper.client.person),
                "facts": self._lines(paper.client.facts),
                "payer": self._line(paper.client.payer),
            },
            "sender": {
                name: self._line(getattr(paper.sender, name))
                for name in ("name", "position", "phone", "mail")
            },
            "number": self._line(paper.number),
            "date": figures.day(paper.date, language),
            "day": {"year": paper.date.year, "month": paper.date.month, "day": paper.date.day},
            "kind": paper.kind,
            "until": figures.day(paper.until, language) if paper.until else "",
            "supplied": figures.period(paper.supplied_on, paper.supplied_until, language),
            "supplied-period": paper.supplied_until is not None,
            "supplied-same": paper.supplied_same,
            "corrects": self._corrects(),
            "payment": self._payment(),
            "handover": shaped(paper, self._line),
            "statement": statement.shaped(paper, self._line),
            "currency": figures.currency_sign(paper.currency, language),
            "basis": self._line(paper.basis),
            "subject": self._line(paper.subject),
            "salutation": self._line(paper.salutation),
            "intro": self._prose(paper.intro),
            "outro": self._prose(paper.outro),
            "columns": self._columns(),
            "own": [
                {"head": self._line(column.head), "right": column.right} for column in paper.columns
            ],
            "lines": self._table(),
            "options": self._options(),
            "sums": self._sums(),
            "look": self._look(),
            "total": figures.amount(paper.sums.total, paper.currency, language),
        }

    def _corrects(self) -> dict[str, str] | None:
        """Number and day of the paper that this one takes back."""
        if self.paper.corrects is None:
            return None
        number, day = self.paper.corrects
        return {"number": self._line(number), "date": figures.day(day, self.paper.language)}

    def _payment(self) -> dict[str, Any]:
        payment, account = self.paper.payment, self.paper.payment.account
        fields = fields_of(Account)
        if payment.code:
            self.pictures["payment.svg"] = qr(payment.code)
        return {
            "purpose": self._line(payment.purpose),
            "words": self._line(payment.words),
            "code": "/payment.svg" if payment.code else None,
            "account": account
            and {f.name.replace("_", "-"): self._line(getattr(account, f.name)) for f in fields},
        }

    def _look(self) -> dict[str, Any]:
        look = self.paper.look
        return {
            "scale": _SCALES[look.size],
            "picture": _PICTURES[look.pictures],
            "logo": look.logo,
            "title": self._line(look.title),
            "foot": self._line(look.foot),
            "page-numbers": look.page_numbers,
            "fold-marks": look.fold_marks,
        }

    def _line(self, text: str) -> str:
        return texts.one_line(text, self._holds)

    def _lines(self, values: Sequence[str]) -> list[str]:
        return [line for line in map(self._line, values) if line]

    def _prose(self, text: str) -> list[list[str]]:
        return texts.paragraphs(text, self._holds)

    def _holds(self, code: int) -> bool:
        return not self.archival or code in drawable()

    def _firm(self, firm: FirmSide) -> dict[str, Any]:
        for colour in (firm.accent, firm.second):
            if not _COLOUR.fullmatch(colour):
                raise ValueFault("paper.colour", value=colour)
        address = self._lines(firm.address)
        contacts = self._lines((firm.phone, firm.mail, firm.site))
        legal = self._lines(firm.legal)
        blocks = (legal + address, contacts, self._lines(firm.tax), self._lines(firm.bank))
        foot = [block for block in blocks if block] or [[self._line(firm.name)]]
        rows = [sum(1 + len(line) // _FOOT_CHARACTERS for line in block) for block in foot]
        return {
            "name": self._line(firm.name),
            "address": address,
            "phone": self._line(firm.phone),
            "mail": self._line(firm.mail),
            "site": self._line(firm.site),
            "head": self._line(firm.head),
            "head-title": self._line(firm.head_title),
            "accountant": self._line(firm.accountant),
            "chosen": firm.chosen,
            "accent": firm.accent,
            "second": firm.second,
            "logo": self._mark("logo", firm.logo),
            "signature": self._mark("signature", firm.signature),
            "accounted": self._mark("accounted", firm.accounted),
            "stamp": self._mark("stamp", firm.stamp),
            "foot": foot,
            "foot-rows": max(rows),
        }

    def _mark(self, kind: str, data: bytes | None) -> dict[str, Any] | None:
        if data is None:
            return None
        picture = prepare(data, _MARK_SIDE)
        name = f"{kind}.{picture.ending}"
        self.pictures[name] = picture.data
        return {"path": f"/{name}", "ratio": picture.ratio}

    def _priced(self) -> bool:
        """Whether the paper tells prices: a German delivery note does not."""
        return self.paper.handover is None or self.paper.handover.priced

    def _columns(self) -> list[str]:
        """The columns that say something on this paper."""
        lines, priced = self.paper.lines, self._priced()
        shown = {
            "price": priced,
            "amount": priced,
            "picture": any(line.picture is not None for line in lines),
            "discount": priced and any(line.discount for line in lines),
            "vat": priced
            and self.paper.vat_mode is not VatMode.NONE
            and len({line.vat for line in lines}) > 1,
        }
        hidden = self.paper.look.hidden
        said = [name for name in _COLUMNS if shown.get(name, True) and name not in hidden]
        return said + [f"own-{n}" for n in range(len(self.paper.columns))]

    def _table(self) -> list[dict[str, Any]]:
        """The lines, each with the sum up to it, which the head of the next page tells."""
        counted = [(at, line) for at, line in enumerate(self.paper.lines) if line.counts]
        sums = accumulate(line.amount for _at, line in counted)
        carried = [figures.bare_amount(s, self.paper.currency, self.paper.language) for s in sums]
        return [
            {**self._table_line(at, line), "carried": sum_so_far}
            for (at, line), sum_so_far in zip(counted, carried, strict=True)
        ]

    def _options(self) -> list[dict[str, Any]]:
        """The lines that the client has not chosen, which stand apart."""
        return [
            self._table_line(at, line)
            for at, line in enumerate(self.paper.lines)
            if not line.counts
        ]

    def _table_line(self, place: int, line: PaperLine) -> dict[str, Any]:
        language, currency = self.paper.language, self.paper.currency
        hidden = self.paper.look.hidden
        description = [] if "description" in hidden else self._prose(line.description)
        rows = sum(
            1 + sum(1 + len(text) // _NAME_CHARACTERS for text in paragraph)
            for paragraph in description
        )
        return {
            "position": self._line(line.position),
            "name": self._line(line.name),
            "article": "" if "article" in hidden else self._line(line.article),
            "description": description,
            "quantity": figures.quantity(line.quantity, language),
            "unit": self._line(line.unit),
            "price": figures.unit_price(line.price, currency, language),
            "discount": figures.percent(line.discount, language) if line.discount else "",
            "vat": "–" if line.vat is None else figures.percent(line.vat, language),
            "amount": figures.bare_amount(line.amount, currency, language),
            "picture": self._picture(place, line.picture),
            "facts": [[self._line(name), self._line(words)] for name, words in line.facts],
            **{f"own-{n}": self._line(words) for n, words in enumerate(line.cells)},
            "optional": line.optional,
            "whole": rows + len(line.facts) + len(line.name) // _NAME_CHARACTERS <= _WHOLE_ROWS,
        }

    def _picture(self, place: int, picture: bytes | None) -> str | None:
        if picture is None:
            return None
        safe = prepare(picture, int(_PICTURES[self.paper.look.pictures] * _PER_MM))
        name = f"line-{place}.{safe.ending}"
        self.pictures[name] = safe.data
        return f"/{name}"

    def _sums(self) -> list[dict[str, str]]:
        """The rows under the lines, from the sum of the lines to the total and the VAT in it."""
        if not self._priced():
            return []
        sums = self.paper.sums
        rows = []
        if sums.discount:
            rows.append(self._sum("lines", sums.amount))
            role = "discount-percent" if sums.discount_percent else "discount"
            rows.append(self._sum(role, -sums.discount, rate=sums.discount_percent))
        if self.paper.vat_mode is VatMode.ON_TOP:
            rows.append(self._sum("net", sums.net))
            rows += self._vat_rows("vat" if len(sums.rates) == 1 else "vat-of")
        rows.append(self._sum("total", sums.total))
        if self.paper.vat_mode is VatMode.INCLUDED:
            rows += self._vat_rows("vat-included")
        rows += self._without_vat()
        if sums.without_options is not None and sums.without_options != sums.total:
            rows.append(self._sum("without-options", sums.without_options))
        return rows

    def _vat_rows(self, role: str) -> list[dict[str, str]]:
        return [
            self._sum(role, entry.vat, rate=entry.rate, net=entry.net)
            for entry in self.paper.sums.rates
            if entry.rate is not None
        ]

    def _without_vat(self) -> list[dict[str, str]]:
        """What the paper says below the total about lines without VAT."""
        rates = self.paper.sums.rates
        if all(entry.rate is None for entry in rates):
            return [self._sum("no-vat", None)]
        return [self._sum("no-vat-part", entry.net) for entry in rates if entry.rate is None]

    def _sum(self, role: str, value: int | None, *, rate: int = 0, net: int = 0) -> dict[str, str]:
        currency, language = self.paper.currency, self.paper.language
        return {
            "role": role,
            "rate": figures.percent(rate, language),
            "net": figures.amount(net, currency, language),
            "value": "" if value is None else figures.amount(value, currency, language),
        }
