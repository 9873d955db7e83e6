"""What a new firm has from the beginning: categories of its payments, in its language."""

from __future__ import annotations

#: way, role, name in Russian, German and English.
CATEGORIES = (
    ("in", "sale", "Оплата от покупателей", "Zahlungen von Kunden", "Payments of clients"),
    ("in", "own", "Взносы владельцев и займы", "Einlagen und Darlehen", "Owners and loans"),
    ("in", "other", "Прочие поступления", "Sonstige Einnahmen", "Other income"),
    ("out", "goods", "Товары и материалы", "Ware und Material", "Goods and material"),
    ("out", "direct", "Подрядчики и доставка", "Subunternehmer und Fracht", "Contractors, freight"),
    ("out", "channel", "Реклама", "Werbung", "Advertising"),
    ("out", "staff", "Зарплата", "Löhne und Gehälter", "Wages"),
    ("out", "tax", "Налоги и взносы", "Steuern und Abgaben", "Taxes and duties"),
    ("out", "overhead", "Аренда и связь", "Miete und Telefon", "Rent and telephone"),
    ("out", "overhead", "Комиссия банка", "Bankgebühren", "Bank fees"),
    ("out", "own", "Выплаты владельцам", "Entnahmen", "Paid to owners"),
    ("out", "other", "Прочие расходы", "Sonstige Ausgaben", "Other expenses"),
)
LANGUAGES = ("ru", "de", "en")
