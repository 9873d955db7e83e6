"""What people call their columns, in Russian, German and English, as data.

`COMMON` holds for every object, `OBJECTS` adds the names that mean another thing there (`Name` is a
person here and an article there). The keys are names of fields; `person.` marks the contact person
of a company. A kind of phone or mail is told by other words in the head, see `kinds`.
"""

import re

from kartei.platform.kit.folding import fold


def words_of(title: str) -> tuple[str, ...]:
    """A head as bare folded words: `E-mail (раб.) *` → `e`, `mail`, `раб`."""
    return tuple(re.findall(r"[^\W_]+|%", fold(title)))


def phrase_of(title: str) -> str:
    """The bare words of a head joined by blanks."""
    return " ".join(words_of(title))


def _names(text: str) -> tuple[str, ...]:
    """Names parted by commas, as bare words."""
    return tuple(map(phrase_of, text.split(",")))


COMMON: dict[str, tuple[str, ...]] = {
    "phones": _names(
        """
        телефон, телефоны, тел, номер телефона, номера телефонов, моб, мобильный, сотовый,
        мобильный телефон, сотовый телефон, рабочий телефон, домашний телефон, контактный телефон,
        контактные телефоны, тел раб, тел моб, тел дом, факс, тел факс, телефон факс, доп телефон,
        дополнительный телефон, телефон для связи, городской телефон, номер, телефон 1, телефон 2,
        телефон 3, whatsapp телефон, telefon, telefonnummer, tel, telefonnummern, rufnummer,
        handy, handynummer, mobil, mobiltelefon, mobilnummer, festnetz, fax, telefax, telefon
        geschaftlich, telefon privat, durchwahl, faxnummer, telefon buro, fon, phone, phones,
        phone number, telephone, mobile, mobile phone, cell, cell phone, work phone, home phone,
        business phone, office phone, fax number, contact number, mobile number, phone no
        """
    ),
    "emails": _names(
        """
        email, e mail, mail, почта, эл почта, электронная почта, адрес эл почты, адрес электронной
        почты, имейл, емейл, мейл, мыло, e mail адрес, эл адрес, mailadresse, e mail adresse,
        emailadresse, email address, e mail address, mail address, электронный адрес, email 1,
        email 2, e post
        """
    ),
    "sites": _names(
        """
        сайт, сайты, веб сайт, адрес сайта, интернет, web, www, url, site, website, web site,
        homepage, webseite, internet, internetseite, web page, сайт компании, страница
        """
    ),
    "messengers": _names(
        """
        мессенджер, мессенджеры, telegram, телеграм, телеграмм, whatsapp, ватсап, вотсап, viber,
        вайбер, skype, скайп, icq, vk, вконтакте, вк, messenger, im, соцсети, tg, ник в telegram,
        аккаунт telegram
        """
    ),
    "addresses": _names(
        """
        индекс, почтовый индекс, область, регион, страна, plz, postleitzahl, land, bundesland, zip,
        zip code, postal code, postcode, state, country, region,
        адрес, адреса, почтовый адрес, фактический адрес, юридический адрес, юр адрес, факт адрес,
        адрес доставки, место жительства, адрес проживания, местонахождение, адрес объекта, город,
        населенный пункт, адрес офиса, adresse, anschrift, postanschrift, lieferadresse,
        rechnungsadresse, strasse, ort, stadt, address, street, street address, mailing address,
        city, location, postal address, billing address, shipping address, full address
        """
    ),
    "groups": _names(
        """
        группа, группы, группа клиентов, категория, категории, сегмент, метки, теги, тег, метка,
        тип клиента, вид клиента, статус клиента, ярлык, ярлыки, gruppe, gruppen, kundengruppe,
        kategorie, kategorien, segment, kundentyp, schlagworte, group, groups, category,
        categories, tags, tag, labels, label, customer group, segment name, type, тип
        """
    ),
    "notes": _names(
        """
        примечание, примечания, комментарий, комментарии, коммент, заметка, заметки,
        дополнительно, доп информация, дополнительная информация, прим, история, результат, итог,
        пометки, о клиенте, что обсуждали, результат разговора, bemerkung, bemerkungen, notiz,
        notizen, kommentar, anmerkung, anmerkungen, hinweis, zusatzinfo, info, note, notes,
        comment, comments, remark, remarks, memo, additional information, history
        """
    ),
    "owner": _names(
        """
        ответственный, менеджер, ответственный менеджер, куратор, сотрудник, ведет, кто ведет,
        менеджер проекта, продавец, исполнитель, ответственный сотрудник, zustandig, zustandige,
        zustandiger, betreuer, bearbeiter, verantwortlich, verantwortlicher, sachbearbeiter,
        verkaufer, mitarbeiter, kundenbetreuer, owner, manager, responsible, assigned to, account
        manager, sales rep, salesperson, account owner
        """
    ),
    "source": _names(
        """
        источник, откуда, откуда узнал, откуда узнали, источник клиента, рекламный канал, канал,
        источник лида, откуда пришел, реклама, quelle, herkunft, kontaktquelle, werbekanal,
        source, lead source, channel, origin, referral
        """
    ),
    "birthday": _names(
        """
        день рождения, дата рождения, др, д р, рождение, geburtstag, geburtsdatum, geb, geb datum,
        birthday, date of birth, birth date, dob, birthdate
        """
    ),
    "tax_id": _names(
        """
        инн, инн кпп, steuernummer, steuer nr, steuernr, tax id, tax number, tin, инн клиента, инн
        компании
        """
    ),
    "vat_id": _names(
        """
        ust idnr, ustid, ust id, ust id nr, umsatzsteuer id, umsatzsteueridentifikationsnummer,
        vat id, vat number, vat no, vat reg no, ндс номер
        """
    ),
    "reg_code": _names(
        """
        кпп
        """
    ),
    "reg_number": _names(
        """
        огрн, огрнип, огрн огрнип, handelsregister, handelsregisternummer, hrb, hra,
        registernummer, hr nummer, registration number, company number, reg no, company
        registration
        """
    ),
    "bank_account": _names(
        """
        расчетный счет, р с, р сч, рс, счет, номер счета, расч счет, iban, kontonummer, konto,
        bank account, account number
        """
    ),
    "bank_code": _names(
        """
        бик, бик банка, bic, swift, blz, bankleitzahl, swift code, sort code, swift bic
        """
    ),
    "bank_name": _names(
        """
        банк, наименование банка, название банка, bank, kreditinstitut, bankname, name der bank,
        bank name
        """
    ),
}

_PERSON: dict[str, tuple[str, ...]] = {
    "name": _names(
        """
        фио, ф и о, имя и фамилия, фамилия имя, фамилия имя отчество, фамилия и имя, полное имя,
        контакт, контактное лицо, клиент, имя клиента, фио клиента, заказчик, покупатель, абонент,
        контактные лица, представитель, лицо, фио контакта, ansprechpartner, vollstandiger name,
        vor und nachname, kontakt, kunde, kundenname, kontaktperson, name vorname, nachname
        vorname, name, full name, contact, contact name, contact person, customer, customer name,
        client, client name, display name, person
        """
    ),
    "last_name": _names(
        """
        фамилия, фам, nachname, familienname, zuname, last name, surname, family name, lastname
        """
    ),
    "first_name": _names(
        """
        имя, vorname, rufname, first name, given name, firstname, forename, имя контакта
        """
    ),
    "middle_name": _names(
        """
        отчество, weitere vornamen, zweiter vorname, middle name, patronymic, second name,
        middlename
        """
    ),
    "salutation": _names(
        """
        обращение, anrede, titel, salutation, prefix, name prefix, обращение к клиенту, title
        """
    ),
    "position": _names(
        """
        должность, позиция, position, funktion, stellung, beruf, job title, role, должность
        контакта, роль, job
        """
    ),
}
_COMPANY_NAME = _names(
    """
    компания, организация, фирма, название компании, наименование организации, название
    организации, наименование компании, предприятие, юр лицо, юрлицо, контрагент, название фирмы,
    место работы, работодатель, наименование контрагента, firma, unternehmen, firmenname,
    organisation, betrieb, gesellschaft, arbeitgeber, company, company name, organization,
    organisation name, organization name, business name, account, account name, employer, firm
    """
)  # fmt: skip

OBJECTS: dict[str, dict[str, tuple[str, ...]]] = {
    "people.person": {**_PERSON, "company": _COMPANY_NAME},
    "people.company": {
        "name": _COMPANY_NAME
        + _names(
            """
            название, наименование, краткое наименование, клиент, заказчик, покупатель, поставщик,
            партнер, kunde, kundenname, lieferant, name, bezeichnung, customer, customer name,
            client, supplier, vendor
            """
        ),
        "legal_name": _names(
            """
            полное наименование, юридическое название, юр название, полное название, юридическое
            наименование, vollstandiger firmenname, rechtlicher name, firmierung, legal name,
            registered name
            """
        ),
        **{
            f"person.{key}": tuple(
                name
                for name in names
                if name
                not in (
                    "клиент",
                    "заказчик",
                    "покупатель",
                    "kunde",
                    "kundenname",
                    "customer",
                    "customer name",
                    "client",
                    "client name",
                    "имя клиента",
                    "name",
                    "title",
                )
            )
            for key, names in _PERSON.items()
        },
        "person.phones": _names(
            """
            телефон контактного лица, тел контактного лица, телефон контакта, telefon
            ansprechpartner, contact phone
            """
        ),
        "person.emails": _names(
            """
            email контактного лица, почта контактного лица, email контакта, e mail
            ansprechpartner, contact email
            """
        ),
    },
    "catalog.product": {
        "name": _names(
            """
            название, наименование, товар, номенклатура, название товара, наименование товара,
            услуга, товары работы услуги, продукт, позиция, bezeichnung, artikelbezeichnung,
            produkt, produktname, artikelname, leistung, name, product, product name, item, item
            name, title
            """
        ),
        "article": _names(
            """
            артикул, арт, код, код товара, sku, штрихкод, номер товара, artikel, artikelnummer,
            artikel nr, art nr, artnr, ean, bestellnummer, article, article number, item number,
            part number, product code, code, item code, barcode
            """
        ),
        "unit": _names(
            """
            ед, ед изм, единица, единица измерения, ед измерения, einheit, me, mengeneinheit,
            unit, uom, unit of measure
            """
        ),
        "price": _names(
            """
            цена, цена продажи, розничная цена, стоимость, цена с ндс, розница, прайс, отпускная
            цена, цена руб, preis, verkaufspreis, vk, vk preis, einzelpreis, bruttopreis,
            nettopreis, listenpreis, price, unit price, sales price, list price, selling price,
            retail price
            """
        ),
        "cost": _names(
            """
            себестоимость, закупочная цена, закупка, цена закупки, входная цена, einkaufspreis,
            ek, ek preis, selbstkosten, cost, cost price, purchase price, buying price, unit cost
            """
        ),
        "vat": _names(
            """
            ндс, ставка ндс, налог, ндс %, mwst, ust, steuersatz, mwst satz, umsatzsteuer, vat,
            tax, tax rate, vat rate
            """
        ),
        "group": _names(
            """
            группа, группа товаров, категория, раздел, вид, товарная группа, warengruppe,
            artikelgruppe, kategorie, produktgruppe, group, category, product group, product
            category
            """
        ),
        "description": _names(
            """
            описание, характеристики, состав, примечание, подробности, комментарий, beschreibung,
            langtext, details, bemerkung, description, specification, notes
            """
        ),
    },
}

_FILLERS = """
    раб рабочий рабочая моб мобильный мобильная сот сотовый дом домашний домашняя личный личная
    осн основной основная доп дополнительный дополнительная городской служебный офис 1 2 3 4 5 i
    ii клиента контакта компании организации контактного лица указать обязательно geschaftlich
    privat private dienstlich mobil haupt weitere weiterer der die das des kunden work business
    home personal mobile main primary secondary other office cell the of your value type wert typ
    значение
"""
# Words that say nothing by themselves or only tell which kind of phone or mail it is.
FILLERS = frozenset(_FILLERS.split())


_ALL_HEADS = frozenset(
    name for names in (COMMON, *OBJECTS.values()) for several in names.values() for name in several
)


def is_known_head(title: str) -> bool:
    """Whether any object knows a column of this name, fillers aside."""
    words = words_of(title)
    bare = [word for word in words if word not in FILLERS]
    return " ".join(words) in _ALL_HEADS or (bool(bare) and " ".join(bare) in _ALL_HEADS)
