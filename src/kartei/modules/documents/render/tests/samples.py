"""Offers of a made-up window firm in three languages, with drawn pictures and a drawn logo."""

import io
from datetime import date
from functools import cache

from PIL import Image, ImageDraw

from kartei.modules.documents.render.model import (
    ClientSide,
    FirmSide,
    Language,
    PaperDocument,
    PaperLine,
    PaperSums,
    SenderSide,
)
from kartei.modules.documents.render.totals import (
    Line,
    VatMode,
    VatRounding,
    WholeDiscount,
    compute,
)

M = 1_000_000


@cache
def window_picture(hue: int = 0, size: tuple[int, int] = (640, 800)) -> bytes:
    """A window with two casements as JPEG; hue makes pictures differ."""
    width, height = size
    picture = Image.new("RGB", size, (238, 242, 244))
    draw = ImageDraw.Draw(picture)
    frame = (90 + hue % 120, 98, 104)
    draw.rectangle((60, 60, width - 60, height - 60), fill=frame)
    for left, right in ((90, width // 2 - 15), (width // 2 + 15, width - 90)):
        for row in range(90, height - 90):
            shade = 150 + row * 90 // height
            draw.line((left, row, right, row), fill=(shade - 30, shade - 5, min(255, shade + 8)))
    draw.rectangle((width // 2 + 30, height // 2 - 50, width // 2 + 42, height // 2 + 50), "white")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


@cache
def logo() -> bytes:
    """A mark on transparent ground as PNG."""
    picture = Image.new("RGBA", (900, 240), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, 239, 239), 28, fill=(0, 98, 121, 255))
    for box in ((50, 50, 112, 112), (128, 50, 190, 112), (50, 128, 112, 190), (128, 128, 190, 190)):
        draw.rectangle(box, fill=(255, 255, 255, 255))
    for place in range(4):
        height = 40 + place * 14
        left = 300 + place * 145
        draw.rectangle((left, 120 - height, left + 100, 120 + height), fill=(22, 36, 40, 255))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


FIRMS = {
    "ru": FirmSide(
        name="Окна Заречья",
        legal=("ООО «Окна Заречья»", "Генеральный директор Зотов П. А."),
        address=("300041, Тула, ул. Каминского, д. 24, офис 305",),
        phone="+7 (4872) 55-01-20",
        mail="zakaz@okna-zarechya.example",
        site="okna-zarechya.example",
        tax=("ИНН 7100000009", "КПП 710001001", "ОГРН 1117100000007"),
        bank=("Р/с 40702810000000000001", "в АО «Пример Банк»", "БИК 040000000"),
    ),
    "de": FirmSide(
        name="Fensterbau Brandt",
        legal=("Fensterbau Brandt e. K.", "Inhaberin Jana Brandt", "HRA 00000 Dresden"),
        address=("Hansastraße 18", "01097 Dresden"),
        phone="0351 000000-0",
        mail="post@fensterbau-brandt.example",
        site="fensterbau-brandt.example",
        tax=("USt-IdNr. DE000000000", "Steuernr. 000/000/00000"),
        bank=("Musterbank Dresden", "IBAN DE00 0000 0000 0000 0000 00", "BIC MUSTDEFFXXX"),
        accent="#123C4A",
    ),
    "en": FirmSide(
        name="Harbour Windows Ltd",
        legal=("Harbour Windows Ltd", "Registered in England 00000000"),
        address=("12 Quay Street", "Bristol BS1 0AA"),
        phone="+44 117 000 0000",
        mail="sales@harbour.example",
        site="harbour.example",
        tax=("VAT GB000000000",),
        bank=("Example Bank plc", "Sort code 00-00-00", "Account 00000000"),
        accent="#7A2E3A",
    ),
}
CLIENTS = {
    "ru": ClientSide(
        "ООО «Управляющая компания „Северный берег“»",
        ("300000, Тула, пр. Ленина, д. 77",),
        "Ивановой Марине Сергеевне",
    ),
    "de": ClientSide(
        "Hausverwaltung Elbufer GmbH",
        ("Terrassenufer 21", "01067 Dresden"),
        "z. Hd. Frau Sabine Teichert",
    ),
    "en": ClientSide("Quayside Estates LLP", ("4 Dock Road", "Bristol BS1 6XX"), "Ms Ruth Allen"),
}
SENDERS = {
    "ru": SenderSide("Анна Волкова", "менеджер по продажам", "+7 (910) 000-00-20",
                     "volkova@okna-zarechya.example"),
    "de": SenderSide("Jana Brandt", "Geschäftsleitung", "0351 000000-12",
                     "brandt@fensterbau-brandt.example"),
    "en": SenderSide("Tom Fairfax", "Sales", "+44 117 000 0012", "tom@harbour.example"),
}  # fmt: skip
GOODS = {
    "ru": (
        ("Окно ПВХ двустворчатое 1470 × 1420", "Профиль 70 мм, стеклопакет 4-16-4-16-4, "
         "поворотно-откидная правая створка. Цвет снаружи «антрацит».", "шт.", "ОК-7016-1470"),
        ("Балконный блок с низким порогом", "Дверь 700 × 2100, ударопрочное стекло.", "шт.",
         "БЛ-2100"),
        ("Подоконник 300 мм, белый", "", "пог. м", "ПД-300"),
        ("Москитная сетка", "Рамочная, на внутренних зацепах.", "шт.", ""),
        ("Монтаж по ГОСТ 30971", "Демонтаж старых окон, паропроницаемая лента, вывоз мусора.",
         "м²", ""),
        ("Доставка по городу", "", "рейс", ""),
    ),
    "de": (
        ("Kunststofffenster zweiflügelig 1230 × 1480", "Dreh-Kipp, Dreifachverglasung Ug 0,5, "
         "außen Anthrazitgrau RAL 7016, Wärmedämmverbundsystemanschluss.", "Stk.", "K-7016-1230"),
        ("Balkontür mit Nullschwelle", "980 × 2180, Verbundsicherheitsglas.", "Stk.", "K-7016-BT"),
        ("Fensterbank Aluminium", "", "lfm", "FB-AL"),
        ("Aufsatzrollladen mit Motor", "Gurtanschluss links entfällt.", "Stk.", "RL-AUF-24"),
        ("Montage nach RAL", "Demontage und fachgerechte Entsorgung der Altfenster.", "m²", ""),
        ("Anfahrt", "", "pausch.", ""),
    ),
    "en": (
        ("Casement window 1200 × 1400", "Triple glazed, tilt and turn, outside anthracite grey.",
         "pc", "CW-1214"),
        ("Patio door, level threshold", "980 × 2180, laminated safety glass.", "pc", "PD-2180"),
        ("Aluminium sill", "", "m", "AS-30"),
        ("Insect screen", "Framed, inside fixing.", "pc", ""),
        ("Fitting", "Removal of the old windows and disposal included.", "m²", ""),
        ("Delivery", "", "trip", ""),
    ),
}  # fmt: skip
TEXTS = {
    "ru": ("Остекление дома на пр. Ленина, 77", "Уважаемая Марина Сергеевна!",
           "благодарим за обращение. По замерам от 18 ноября предлагаем следующее решение.",
           "Срок изготовления — 12 рабочих дней после предоплаты 50 %. Гарантия на изделия и "
           "монтаж — 5 лет.\n\nЦены действительны до указанной даты. Ответим на любой вопрос."),
    "de": ("Fenstertausch Elbufer 3–7", "Sehr geehrte Frau Teichert,",
           "vielen Dank für das Gespräch am 18. November. Für die 42 Wohneinheiten bieten wir an:",
           "Montage ab KW 3/2027, Bauzeit 12 Arbeitstage.\n\nZahlung: 30 % bei Auftrag, 60 % nach "
           "Montage, 10 % nach Abnahme. Gewährleistung fünf Jahre nach BGB."),
    "en": ("New windows for 4 Dock Road", "Dear Ms Allen,",
           "thank you for your enquiry. Following our survey on 18 November we are pleased to "
           "offer:", "Made and fitted within five weeks of your order.\n\nTerms: 50 % with the "
           "order, the rest on completion."),
}  # fmt: skip
TERMS = {
    "ru": ("RUB", VatMode.INCLUDED, VatRounding.LINE, 22 * M, 18_450_000_000),
    "de": ("EUR", VatMode.ON_TOP, VatRounding.RATE, 19 * M, 438_500_000),
    "en": ("GBP", VatMode.ON_TOP, VatRounding.RATE, 20 * M, 412_800_000),
}


def sample(language: Language, count: int, *, pictures: bool = True) -> PaperDocument:
    """An offer with so many lines; every third line has a discount, the whole 3 %."""
    currency, mode, rounding, vat, price = TERMS[language]
    entered = [
        Line(
            quantity=(place % 7 + 1) * M + (500_000 if place % 5 == 2 else 0),
            price=price // (place % 6 + 1) // 10_000 * 10_000,
            discount=8 * M if place % 3 == 0 else 0,
            vat=vat,
        )
        for place in range(count)
    ]
    totals = compute(
        entered,
        currency=currency,
        vat_mode=mode,
        rounding=rounding,
        discount=WholeDiscount(percent=3 * M) if count > 1 else None,
    )
    subject, salutation, intro, outro = TEXTS[language]
    return PaperDocument(
        language=language,
        firm=FIRMS[language],
        client=CLIENTS[language],
        sender=SENDERS[language],
        number={"ru": "КП-2026-0418", "de": "AN-2026-0418", "en": "Q-2026-0418"}[language],
        date=date(2026, 11, 22),
        until=date(2026, 12, 12),
        currency=currency,
        vat_mode=mode,
        lines=tuple(
            _line(language, place, line, sums.amount, pictures)
            for place, (line, sums) in enumerate(zip(entered, totals.lines, strict=True))
        ),
        sums=PaperSums.of(totals, discount_percent=3 * M if count > 1 else 0),
        subject=subject,
        salutation=salutation,
        intro=intro,
        outro=outro,
    )


def _line(language: Language, place: int, line: Line, amount: int, with_picture: bool) -> PaperLine:
    name, description, unit, article = GOODS[language][place % 6]
    return PaperLine(
        position=str(place + 1),
        name=name,
        description=description,
        article=article,
        unit=unit,
        quantity=line.quantity,
        price=line.price,
        discount=line.discount,
        vat=line.vat,
        amount=amount,
        picture=window_picture(place * 7) if with_picture and place % 6 < 4 else None,
    )
