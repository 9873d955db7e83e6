"""Statements as banks write them; firms, people and accounts are made up, check digits are right."""

from __future__ import annotations

OURS = "40702810138250123017"
SECOND = "40702810500000000001"
CLIENT = "40702810900000000002"
IBAN = "DE02120300000000202051"
OTHER_IBAN = "DE02500105170137075030"


def document(number: int, amount: str, *, incoming: bool = True, **other: str) -> str:
    """One document of a 1C file with us on one side."""
    payer, payee = (CLIENT, OURS) if incoming else (OURS, CLIENT)
    booked = "ДатаПоступило" if incoming else "ДатаСписано"
    values = {
        "Номер": str(number), "Дата": "03.11.2026", "Сумма": amount,
        "ПлательщикСчет": payer, booked: "05.11.2026",
        "Плательщик": "ИНН 7707083893 ООО Вектор" if incoming else "ООО Три кита",
        "ПлательщикИНН": "7707083893" if incoming else "6200098765",
        "ПлательщикБИК": "044525225", "ПолучательСчет": payee,
        "Получатель1": "ООО Три кита" if incoming else "ООО Вектор",
        "ПолучательИНН": "6200098765" if incoming else "7707083893",
        "ПолучательБИК": "044525225", "ВидОплаты": "01", "Код": "0",
        "НазначениеПлатежа": f"Оплата по счёту {number} от 01.11.2026, a=b. НДС не облагается",
        **other,
    }  # fmt: skip
    rows = "\r\n".join(f"{key}={value}" for key, value in values.items())
    return f"СекцияДокумент=Платежное поручение\r\n{rows}\r\nКонецДокумента\r\n"


def client_bank(documents: str, closing: str, *, page: str = "Windows", end: bool = True) -> str:
    """A 1C file around documents, opening balance 1000.00."""
    return (
        f"1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка={page}\r\nОтправитель=Банк\r\n"
        "ДатаСоздания=06.11.2026\r\nДатаНачала=01.11.2026\r\nДатаКонца=05.11.2026\r\n"
        f"РасчСчет={OURS}\r\nСекцияРасчСчет\r\nДатаНачала=01.11.2026\r\nДатаКонца=05.11.2026\r\n"
        f"РасчСчет={OURS}\r\nНачальныйОстаток=1000.00\r\nКонечныйОстаток={closing}\r\n"
        f"КонецРасчСчет\r\n\r\n{documents}" + ("КонецФайла\r\n" if end else "")
    )


#: A big bank's file: windows-1251, a fee and a payment with a broken purpose.
SBER = client_bank(
    document(12, "500.00")
    + document(13, "250.50", НазначениеПлатежа="Оплата\r\nпо двум счетам")
    + document(7, "50.50", incoming=False, Получатель1="ПАО Банк"),
    "1700.00",
).encode("cp1251")
#: The same in cp866, as old programs hand it over.
DOS = client_bank(document(12, "500-00"), "1500.00", page="DOS").encode("cp866")
#: A bank on the web: UTF-8 with a mark, bare line feeds, no balances.
WEB = ("\ufeff" + client_bank(document(12, "500"), "")).replace("\r\n", "\n").encode("utf-8")
#: Declared windows, written by two programs: the second document is UTF-8.
MIXED = (
    client_bank(document(12, "500.00"), "1750.00", end=False).encode("cp1251")
    + document(13, "250.00").encode("utf-8")
    + "КонецФайла\r\n".encode("cp866")
)


def entry(version: int, amount: str, way: str, name: str, reference: str, **other: str) -> str:
    """An entry of camt; version 2 or 8 decide where names and states stand."""
    side = "Dbtr" if way == "CRDT" else "Cdtr"
    state = "<Sts>BOOK</Sts>" if version == 2 else "<Sts><Cd>BOOK</Cd></Sts>"
    named = f"<Nm>{name}</Nm>" if version == 2 else f"<Pty><Nm>{name}</Nm></Pty>"
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{other.get("state", state)}'
        "<BookgDt><Dt>2026-11-05</Dt></BookgDt><ValDt><Dt>2026-11-06</Dt></ValDt>"
        f"<AcctSvcrRef>{reference}-bank</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<Refs><EndToEndId>{reference}</EndToEndId></Refs>"
        f"<RltdPties><{side}>{named}</{side}><{side}Acct><Id><IBAN>{OTHER_IBAN}</IBAN></Id>"
        f"</{side}Acct></RltdPties><RmtInf><Ustrd>Rechnung RE-2026-0012</Ustrd>"
        "<Ustrd>vom 01.11.2026</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
    )


def camt(version: int, entries: str, closing: str, message: str = "053") -> bytes:
    """A camt message around entries, opening balance 1000.00."""
    outer, inner = {
        "052": ("BkToCstmrAcctRpt", "Rpt"),
        "053": ("BkToCstmrStmt", "Stmt"),
        "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
    }[message]
    bic = "BIC" if version == 2 else "BICFI"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{message}.001.{version:02d}">'
        f"<{outer}><GrpHdr><MsgId>M</MsgId></GrpHdr><{inner}><Id>S</Id>"
        f"<Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy>"
        f"<Svcr><FinInstnId><{bic}>BYLADEM1001</{bic}></FinInstnId></Svcr></Acct>"
        f"{_balance('OPBD', '1000.00')}{_balance('CLBD', closing)}\n"
        f"{entries}</{inner}></{outer}></Document>\n"
    ).encode()


def _balance(code: str, amount: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<Dt><Dt>2026-11-05</Dt></Dt></Bal>"
    )


#: A savings bank until 2025, and after.
SPARKASSE_V2 = camt(
    2,
    entry(2, "119.00", "CRDT", "Müller GmbH", "NOTPROVIDED")
    + entry(2, "19.00", "DBIT", "Stadtwerke", "E-1")
    + entry(2, "5.00", "CRDT", "Später AG", "E-2", state="<Sts>PDNG</Sts>"),
    "1100.00",
)
SPARKASSE_V8 = camt(
    8,
    entry(8, "119.00", "CRDT", "Müller GmbH", "RE-2026-0012")
    + entry(8, "19.00", "DBIT", "Stadtwerke", "E-1"),
    "1100.00",
)

#: Numbered subfields, a purpose cut at 27 letters, one booking on 30 February's like.
MT940 = (
    ":20:STARTUMSE\r\n:25:12030000/0000202051\r\n:28C:00001/001\r\n:60F:C261104EUR1000,00\r\n"
    ":61:2611061105CR119,00N051NONREF//POS 17\r\n"
    ":86:166?00GUTSCHR. UEBERWEISUNG?109310?20EREF+RE-2026-0012?21SVWZ+Rechnung RE-2026-0012 v\r\n"
    f"?22om 01.11.2026?30INGDDEFFXXX?31{OTHER_IBAN}?32Mueller Gm?33bH\r\n"
    ":61:2611061105DR19,NDDTKREF+\r\n:86:105?00LASTSCHRIFT?20EREF+E-1 SVWZ+Strom?32Stadtwerke\r\n"
    ":62F:C261105EUR1100,00\r\n-\r\n"
).encode("cp1252")

N26 = (
    '"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference",'
    '"Account Name","Amount (EUR)","Original Amount","Original Currency","Exchange Rate"\n'
    f'2026-11-05,2026-11-06,"Müller GmbH",{OTHER_IBAN},"Credit Transfer","RE-2026-0012",Main,119.00,'
    ",,\n2026-11-04,2026-11-04,Kiosk,,Presentment,,Main,-4.5,-4.5,EUR,1.0\n"
).encode()
WISE = (
    b'"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance",'
    b'"Payer Name","Payee Name","Payee Account Number",Merchant\n'
    b"TRANSFER-2,05-11-2026,-12.30,USD,Sent money,ref 2,107.70,,Anna Smith,123,\n"
    b"TRANSFER-1,04-11-2026,120.00,USD,Received money,INV 7,120.00,Bob Ltd,,,\n"
)
GERMAN_CSV = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung"\n'
    f'"{IBAN}";"05.11.26";"06.11.26";"GUTSCHRIFT";"Rechnung 12";"Müller GmbH";"{OTHER_IBAN}";'
    '"INGDDEFFXXX";"1.119,00";"EUR"\n'
).encode("cp1252")
TWO_COLUMNS = (
    "Дата;Номер документа;Списание;Зачисление;Контрагент;ИНН контрагента;Назначение платежа\n"
    "05.11.2026;12;;1 500,00;ООО Вектор;7707083893;по счёту 12\n"
    "05.11.2026;13;50,5;;ПАО Банк;;комиссия\nИтого;;50,5;1 500,00;;;\n"
).encode("cp1251")
ALL = (SBER, DOS, WEB, MIXED, SPARKASSE_V2, SPARKASSE_V8, MT940, N26, WISE, GERMAN_CSV)
