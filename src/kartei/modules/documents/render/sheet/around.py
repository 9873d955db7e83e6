"""What stands above and below the lines of a sheet: firm, client, terms, payment, signatures."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from kartei.modules.documents.render import figures
from kartei.modules.documents.render.codes import qr_png
from kartei.modules.documents.render.pictures import prepare
from kartei.modules.documents.render.sheet import words
from kartei.modules.documents.render.sheet.page import OWN_WIDTH, ROW, WIDTHS, Sheet

#: A logo is at most so many points high and wide; a payment code has so many points a side.
LOGO_HIGH, LOGO_WIDE, CODE_SIDE = 42.0, 260.0, 96.0
LOGO_PIXELS = 800


@dataclass(slots=True)
class Around:
    """Writes row by row; row is the next free one, from 0."""

    sheet: Sheet
    columns: list[str]
    row: int = 0

    def above(self) -> int:
        """Everything before the lines; the row for their head."""
        sheet, paper = self.sheet, self.sheet.paper
        self._logo()
        self._line(paper.firm.name, bold=True, font_size=12, font_color=paper.firm.accent)
        second = {"font_color": paper.firm.second, "font_size": 8}
        self._line(", ".join(paper.firm.address), **second)
        contacts = (paper.firm.phone, paper.firm.mail, paper.firm.site)
        self._line(" · ".join(text for text in contacts if text), **second)
        self.row += 1
        self._line(sheet.title, bold=True, font_size=15, font_color=paper.firm.accent)
        self._line(paper.subject, bold=True, font_size=11)
        self._terms()
        self._client()
        self._payee()
        self.row += 1
        for text in (paper.salutation, paper.intro):
            self._prose(text)
        return self.row

    def below(self, row: int) -> int:
        """Everything after the lines; the last row that has something."""
        sheet, paper = self.sheet, self.sheet.paper
        self.row = row
        self._line(paper.payment.words, bold=True)
        self.row += 1
        self._prose(paper.outro)
        self._code()
        self._signatures()
        self.row += 1
        second = {"font_color": paper.firm.second, "font_size": 8}
        for block in (paper.firm.legal, paper.firm.tax, paper.firm.bank):
            self._line(" · ".join(block), **second)
        sheet.page.set_default_row(ROW)
        return self.row - 1

    def _line(self, text: str, **look: Any) -> None:
        """A text that runs on over empty cells; nothing for an empty one."""
        if not text:
            return
        size = look.get("font_size", 9)
        self.sheet.text(self.row, 0, " ".join(text.split("\n")), **look)
        self.sheet.page.set_row(self.row, max(ROW, size * 1.5))
        self.row += 1

    def _fact(self, label: str, text: str, **look: Any) -> None:
        """A name and its value behind it."""
        if text:
            self.sheet.text(self.row, 0, label, font_color=self.sheet.paper.firm.second)
            self.sheet.text(self.row, self.columns.index("name"), text, **look)
            self.row += 1

    def _prose(self, text: str) -> None:
        """A text over the whole width."""
        fit = words.clean(text).strip()
        if not fit:
            return
        width = sum(WIDTHS.get(name, OWN_WIDTH) for name in self.columns)
        rows = sum(1 + len(line) // width for line in fit.split("\n"))
        style, last = self.sheet.style(text_wrap=True), len(self.columns) - 1
        self.sheet.page.merge_range(self.row, 0, self.row, last, "", style)
        self.sheet.page.write_string(self.row, 0, fit, style)
        self.sheet.page.set_row(self.row, min(ROW * rows, 400.0))
        self.row += 2

    def _terms(self) -> None:
        """Last day, day of supply, what is taken back."""
        sheet, paper, labels = self.sheet, self.sheet.paper, self.sheet.labels
        on = None if paper.supplied_until else paper.supplied_on
        days = ((labels[paper.kind]["until"], paper.until), (labels["supplied"], on))
        for label, day in days:
            if label and day:
                sheet.text(self.row, 0, str(label), font_color=paper.firm.second)
                style = sheet.style(num_format=words.DAYS[paper.language], align="left")
                sheet.page.write_datetime(self.row, self.columns.index("name"), day, style)
                self.row += 1
        if paper.supplied_until:
            told = figures.period(paper.supplied_on, paper.supplied_until, paper.language)
            self._fact(labels["supplied-period"], told)
        elif paper.supplied_same:
            self._fact(labels["supplied"], labels["supplied-same"])
        if paper.basis:
            self._fact(labels.get("basis") or labels["form"]["basis"], paper.basis)
        if paper.corrects:
            number, day = paper.corrects
            self._line(str(labels["corrects"]).format(number=number, date=f"{day:%d.%m.%Y}"))

    def _client(self) -> None:
        client, labels = self.sheet.paper.client, self.sheet.labels
        self._fact(labels["sheet"]["client"], client.name, bold=True)
        for text in (client.person, ", ".join(client.address), ", ".join(client.facts)):
            self._fact("", text)
        self._fact(labels["payer"], client.payer)

    def _payee(self) -> None:
        """Where a charge is paid to."""
        payment, labels = self.sheet.paper.payment, self.sheet.labels
        account = payment.account
        if account is None:
            return
        self._fact(labels["payee"], account.name, bold=True)
        numbers = (account.tax_id, account.reg_code)
        self._fact("", " / ".join(number for number in numbers if number))
        self._fact(labels["account"], account.number)
        self._fact(labels["bank"], account.bank)
        self._fact(labels["bank-code"], account.code)
        self._fact(labels["sheet"]["correspondent"], account.correspondent)
        self._fact(labels["purpose"], payment.purpose)

    def _logo(self) -> None:
        logo = self.sheet.paper.firm.logo
        if logo is None:
            return
        picture = prepare(logo, LOGO_PIXELS)
        high = min(LOGO_HIGH, LOGO_WIDE / picture.ratio)
        self._picture(picture.data, picture.ending, high, "logo")
        self.sheet.page.set_row(self.row, LOGO_HIGH + 4)
        self.row += 1

    def _code(self) -> None:
        """The payment code with its words beside it."""
        payment = self.sheet.paper.payment
        if not payment.code:
            return
        self._line(str(self.sheet.labels["code"]))
        self._picture(qr_png(payment.code), "png", CODE_SIDE, "code")
        self.sheet.page.set_row(self.row, CODE_SIDE + 4)
        self.row += 1

    def _picture(self, data: bytes, ending: str, high: float, name: str) -> None:
        """A picture so many points high, in the first column of the running row."""
        with Image.open(io.BytesIO(data)) as picture:
            # The library counts a pixel as 1/96 inch, whatever resolution the file tells.
            scale = high / 72 * 96 / picture.height
            dpi = picture.info.get("dpi", (96, 96))
        options = {
            "image_data": io.BytesIO(data),
            "x_scale": scale * float(dpi[0]) / 96,
            "y_scale": scale * float(dpi[1]) / 96,
            "description": name,
            "object_position": 1,
        }
        self.sheet.page.insert_image(self.row, 0, f"{name}.{ending}", options)

    def _signatures(self) -> None:
        """Who signs: head and accountant where they sign charges, else who wrote the paper."""
        paper, labels = self.sheet.paper, self.sheet.labels
        form = labels.get("form", {})
        if paper.payment.account is not None and paper.firm.head and form:
            for role, name in (("head", paper.firm.head), ("accountant", paper.firm.accountant)):
                self._fact(str(form[role]), f"____________________  {name}" if name else "")
            return
        self._line(str(labels["closing"]))
        self._line(paper.sender.name, bold=True)
        reach = (paper.sender.position, paper.sender.phone, paper.sender.mail)
        self._line(" · ".join(text for text in reach if text))
        if paper.firm.chosen:
            self._line(" · ".join(filter(None, (paper.firm.head, paper.firm.head_title))))
