"""Words of purposes in Russian, German and English, folded (`kit.text.fold`), as data.

«№» folds to `no`. What stands here is spelling as people and banks write it, from experience; no
standard says it.
"""

from __future__ import annotations

import re

INVOICE, ORDER, CONTRACT, OTHER, BARE = "invoice", "order", "contract", "other", "bare"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEYWORDS = {
    INVOICE: re.compile(
        r"сч|счт|сч-т|(?:счет|счот|щет|щот|счт)(?:а|у|е|ом|ы|ов|ам|ами|ах)?|инв|инвойс\w*"
        r"|rechnung\w*|rechn|rech|rech?nr|rg|rgn|rgnr|re|renr|rnr|rnnr|rng|rechung\w*"
        r"|invoice\w*|invoce|inv|invno|faktura|fakt|bill|belegnr"
    ),
    ORDER: re.compile(r"заказ\w*|зак|заявк\w*|auftr\w*|bestell\w*|order|abnr|ab"),
    CONTRACT: re.compile(r"договор\w*|дог|контракт\w*|соглашени\w*|vertrag\w*|vtr|contract"),
    OTHER: re.compile(
        r"акт\w*|упд|накладн\w*|ттн|тн|торг|сфактур\w*|спецификаци\w*|приложени\w*|этап\w*|пп"
        r"|поручени\w*|кв|квартир\w*|офис\w*|каб\w*|дом|корп|паспорт\w*|карт\w*|лс|лицев\w*|тел"
        r"|lieferschein\w*|ls|lsnr|kundennr|kundennummer|kunden|kdnr|kd|knr|angebot\w*|ang"
        r"|gutschein\w*|mandat\w*|mitglied\w*|filiale|objekt|projekt|tel|fax|whg|wohnung|seite"
        r"|акция|чек\w*|терминал\w*|партия|лот|тендер\w*|аукцион\w*|customer|delivery|quote"
    ),
}
#: Words between the keyword and its number.
FILLERS = _words(
    "no nr n num nomer номер номера номеру номером номерам nummer nummern number на оплату оплаты"
    " покупателя покупателю клиента оферта оферте оферты ihre ihrer ihr unsere vom от dd dated of"
    " v der die den за к с g г гос y"
)
JOINERS = _words("и а также und u and sowie plus")
THROUGH = _words("по bis to till")

_MONTHS = (
    ("январ", "januar", "jan", "january"), ("феврал", "februar", "feb", "february"),
    ("март", "marz", "maerz", "march"), ("апрел", "april", "apr"),
    ("май", "мая", "мае", "mai", "may"), ("июн", "juni", "june"), ("июл", "juli", "july"),
    ("август", "august", "aug"), ("сентябр", "september", "sept"),
    ("октябр", "oktober", "okt", "october"), ("ноябр", "november", "nov"),
    ("декабр", "dezember", "dez", "december"),
)  # fmt: skip
MONTH = {stem: number for number, stems in enumerate(_MONTHS, 1) for stem in stems}
MONTHS = "|".join(sorted(MONTH, key=len, reverse=True))

#: Words that make of a sum something else than the payment of an invoice.
NATURES = {
    "refund": re.compile(
        r"возврат\w*|ошибочно\s+(?:перечисл|зачисл|уплач)\w*|сторно\w*|refund\w*|ruckzahl\w*"
        r"|rueckzahl\w*|erstattung\w*|ruckerstatt\w*|rueckerstatt\w*|storno\w*|gutschrift\w*"
        r"|ruckuberweis\w*|rucklastschrift\w*|ruecklastschrift\w*|retoure\w*|chargeback"
    ),
    "own": re.compile(
        r"собственн\w+\s+(?:денежн\w+\s+)?средств\w*|перевод\w*\s+между\s+сво\w+|инкассаци\w*"
        r"|взнос\w*\s+наличн\w*|самоинкасс\w*|пополнени\w*\s+(?:расч\w*\s+)?сч\w*|umbuchung\w*"
        r"|eigenubertrag\w*|ubertrag|uebertrag|privateinlage\w*|bargeldeinzahl\w*|eigenes\s+konto"
    ),
    "tax": re.compile(
        r"(?<!без )налог(?!\s*\(?ндс)\w*|ифнс|фнс|госпошлин\w*|страхов\w+\s+взнос\w*|пени\b"
        r"|штраф\w*"
        r"|finanzamt\w*|finanzkasse\w*|lohnsteuer|gewerbesteuer|umsatzsteuer(?:vor|erst|zahl)\w*"
        r"|korperschaftsteuer|sozialversicher\w*"
    ),
    "loan": re.compile(
        r"за[йи]м\w*|заем\w*|кредит\w*|депозит\w*|процент\w*\s+(?:по|на)\b|дивиденд\w*|darlehen\w*"
        r"|zinsen|zinsgutschrift|kredit\w*|festgeld|ausschuttung|loan|dividend\w*"
    ),
    "deposit": re.compile(r"обеспечени\w*\s+(?:заявк|контракт|исполн)\w*|задат\w+|kaution\w*"),
    "till": re.compile(
        r"эквайринг\w*|терминал\w*|мерчант\w*|реестр\w*\s+платеж\w*|sammelgutschrift\w*"
        r"|kartenumsatz\w*|kartenzahlung\w*|payout|auszahlung\w*"
    ),
    "wages": re.compile(r"зарплат\w*|заработн\w+|подотчет\w*|lohn|gehalt|субсиди\w*|spende\w*"),
}

_MONEY = r"(?:руб\w*|р\b(?!/)\.?|коп\w*|rub\b|rur\b|eur\w*|€|usd\b|\$|долл\w*|chf\b|₽)"
#: Numbers that are no numbers of papers; taken out, in this order, before the rest is read.
NOISE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:в\s*т\.?\s*ч\.?\s*|в\s+том\s+числе\s*|вкл\w*\.?\s*|без\s+(?:налога\s*)?\(?)?\bндс\b\)?"
        r"(?:\s*не\s+облагается)?[\s(]*(?:\d[\d\s.,%/=:()-]*|[-–=:]\s*\d[\d\s.,%/=:()-]*)?"
        rf"(?:{_MONEY}\s*(?:\d\d\s*коп\w*)?)?",
        r"(?:inkl\.?|incl\.?|zzgl\.?|enth\.?|davon|darin)?\s*(?:\d+(?:[.,]\d+)?\s*%\s*)?"
        r"\b(?:mwst|mehrwertsteuer|umsatzsteuer|ust|vat)\b(?!\s*-?\s*id)\.?:?"
        rf"(?:\s*\d+(?:[.,]\d+)?\s*%)?(?:\s*[=:]?\s*\d[\d.,]*[.,]\d\d\b)?\s*{_MONEY}?",
        r"\b(?:инн|кпп|бик|огрн|огрнип|кбк|октмо|уин|снилс|iban|bic|blz|konto(?:nr|nummer)?|kto(?:nr)?"
        r"|р/с(?:ч\w*)?|р/счет\w*|к/с|л/с|расч\w*\s+сч\w*|лиц\w*\s+сч\w*|steuern\w*|st\.?-?nr|mref"
        r"|ust-?id(?:-?nr)?|ustid\w*|cred|mandatsref\w*|glaubiger\w*|kunden-?(?:nr|nummer)\w*|kd-?nr)"
        r"\b[\s.:#]*(?:no|nr|n)?[\s.:]*[a-z]{0,4}\d[\w/-]*",
        r"\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?\b",
        r"\b\d{20}\b",
        r"\b(?:сумм\w*|betrag\w*|amount|итого|всего)\s*[:=-]?\s*(?:на\s+сумму\s*)?\d[\d\s.,=]*(?:-\d\d\b)?",
        rf"\b(?:\d{{1,3}}(?: \d{{3}})+|\d+)(?:[.,=-]\d\d?)?\s*{_MONEY}(?:\s*\d\d\s*коп\w*)?",
        r"(?:€|\$|\beur|\brub|\busd)\s*\d[\d.,]*",
        r"\b\d{1,3}(?:[ .]\d{3})+[.,]\d\d\b",
        r"\b\d{3,}[.,=]\d\d\b",
        r"\b\d+(?:[.,]\d+)?\s*%",
        r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
        r"\b\d+\s*(?:шт\w*|чел\w*|мес\w*|дн\w*|кг|м2|м3|тонн\w*|stk|stuck|kg|monat\w*|tag\w*|pcs)\b",
    )
)
#: Spelled together or with marks, told apart before words are read.
LEVELLED = (
    (re.compile(r"сч[её]т\w*\s*[-–(]?\s*фактур\w*|с\s*[./-]\s*ф\b|\bсч\.?\s*-?\s*ф(?:акт\w*)?\b\.?"),
     "сфактура "),
    (re.compile(r"сч[её]т\w*\s*-\s*(?:договор|оферт)\w*|договор\w*\s*-\s*сч[её]т\w*"), "счет "),
    (re.compile(r"\bп\s*/\s*п\b|\bпл\.?\s*пор\w*"), "пп "),
    (re.compile(r"\b(?:re|rg|rech|rechn|rechnungs|kunden|kd|auftrags|bestell|r)\s*[.-]{1,2}\s*(?=nr)"),
     lambda found: found[0].strip(" .-")),
    (re.compile(r"(?<=\d)/(?=\d\d?\.\d\d?\.(?:20)?\d\d\b)"), " от "),
    (re.compile(r"\bсч-т\w*"), "счет "),
    (re.compile(r"\bдог-р\w*"), "договор "),
)  # fmt: skip
#: Cyrillic letters that look like Latin ones; numbers are typed with either.
TWINS = str.maketrans("авекмнорстух", "abekmhopctyx")
RUSSIAN = str.maketrans("aekopctyx", "аекорстух")
