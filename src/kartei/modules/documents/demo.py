"""The demo firm's paper: a drawn logo, address and made-up requisites with right check digits."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from kartei.modules.documents.rules.firms import usual_firm
from kartei.platform.records import files, write

FONT = Path(__file__).parent / "fonts" / "IBMPlexSans-SemiBold.ttf"
SIZE = (900, 200)
INK, PETROL, CLEAR = (22, 36, 40, 255), (0, 98, 121, 255), (0, 0, 0, 0)
REACH = {
    "ru": {
        "legal_name": "ООО «Окна Вектор»",
        "address": "115000, Москва, ул. Стекольная, д. 4, офис 12",
        "phone": "+74950000120",
        "signatory": "Волкова А. С.",
        "signatory_title": "Генеральный директор",
        "tax_id": "7700000016",
        "reg_code": "770001001",
        "reg_number": "1277700000005",
        "bank_name": "АО «Пример Банк»",
        "bank_account": "40702810900000000001",
        "bank_code": "044000000",
        "corr_account": "30101810800000000000",
    },
    "de": {
        "legal_name": "Vektor Fenster GmbH",
        "address": "Glasmacherstraße 4\n10243 Berlin",
        "phone": "+493000000120",
        "signatory": "Anna Wolkowa",
        "signatory_title": "Geschäftsführerin",
        "reg_number": "HRB 00000 Berlin",
        "vat_id": "DE100000008",
        "bank_name": "Musterbank Berlin",
        "bank_account": "DE09000000000000000001",
    },
    "general": {
        "legal_name": "Vector Windows Ltd",
        "address": "4 Glaziers Road\nLondon E1 0AA",
        "phone": "+442000000120",
        "signatory": "Anna Volkova",
        "signatory_title": "Managing Director",
        "reg_number": "Registered in England 00000000",
        "bank_name": "Example Bank plc",
    },
}
#: A second account, for another currency, by country.
ACCOUNTS = {
    "ru": {
        "name": "Счёт в евро",
        "currency": "EUR",
        "bank_name": "АО «Пример Банк»",
        "bank_account": "40702978100000000002",
        "bank_code": "044000000",
        "corr_account": "30101810800000000000",
    }
}
#: Who signs besides the head, by country; the first is the accountant where there is one.
SIGNATORIES: dict[str, tuple[dict[str, Any], ...]] = {
    "ru": (
        {"name": "Ким А. И.", "role": "accountant", "title": "Главный бухгалтер",
         "papers": ["invoice", "act"]},
        {"name": "Зотов П. А.", "role": "proxy", "title": "Руководитель отдела продаж",
         "basis": "доверенности № 3 от 12.01.2026"},
    ),
    "de": (
        {"name": "Jonas Falk", "role": "proxy", "title": "Leiter Vertrieb", "prefix": "ppa."},
        {"name": "Lena Voss", "role": "proxy", "title": "Buchhaltung", "prefix": "i. A."},
    ),
    "general": ({"name": "Peter Falk", "role": "proxy", "title": "Sales Manager", "prefix": "p.p."},),
}  # fmt: skip
SITES = {"ru": "okna-vektor.example", "de": "vektor-fenster.example"}


def fill(stage: Any) -> None:
    """Complete the own firm that the set-up has made."""
    actor = stage.actor("admin", 380)
    firm = actor.world.firm
    site = SITES.get(firm.country, "vector-windows.example")
    key = usual_firm()
    if key is None:
        return
    picture = files.upload(actor, [logo(firm.name)], "logo.png")
    values = {**REACH[firm.country], "site": site, "email": f"info@{site}", "logo": str(picture.pk)}
    write.change(actor, "documents.firm", key, values)
    if firm.country in ACCOUNTS:
        account = {"firm": str(key), **ACCOUNTS[firm.country]}
        write.create(actor, "documents.account", account)
    for values in SIGNATORIES[firm.country]:
        write.create(actor, "documents.signatory", {"firm": str(key), **values})
    set_rates(stage, actor.ctx.currency)


#: Made-up rates of a euro and a dollar, in hundredths of the firm's currency.
RATES = {"RUB": (("EUR", 9500), ("USD", 8200)), "EUR": (("USD", 88), ("RUB", 1))}


def set_rates(stage: Any, own: str) -> None:
    """What foreign currencies cost, on three days."""
    for place, age in enumerate((120, 60, 10)):
        for currency, hundredths in RATES.get(own, ()):
            day = stage.moment(age).date().isoformat()
            rate = f"{(hundredths + place * hundredths // 50) / 100:.2f}"
            stage.add("rates", "meta.rate", "admin", age, currency=currency, on=day, rate=rate)


def logo(name: str) -> bytes:
    """The firm's name beside a window of four panes, as PNG on clear ground."""
    picture = Image.new("RGBA", SIZE, CLEAR)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 20, 160, 180), 18, fill=PETROL)
    for left in (32, 88):
        for top in (52, 108):
            draw.rectangle((left, top, left + 40, top + 40), fill="white")
    font = ImageFont.truetype(str(FONT), 92)
    draw.text((200, 100), name, font=font, fill=INK, anchor="lm")
    box = picture.getbbox() or (0, 0, *SIZE)
    out = io.BytesIO()
    picture.crop(box).save(out, "PNG")
    return out.getvalue()
