"""Statements whose right answer is known: what the matching has to prove itself on.

`ru.txt` and `de.txt` are written by hand, `made.py` makes any number of lines from a seed. A block
of a file is one client or several, their invoices, their payments::

    # what is tried
    @ ООО «Ромашка» | noid
    = 12 03.11 1000,00 | state=paid
    > 05.11 1000,00 by=ООО «Другой» | Оплата по сч. 12 => 12

Marks of a client: `noid` (tax number unknown), `iban` (his account is known), `anon` (nothing is),
`inn=…`, `alias=…`. Of an invoice: `key`, `state`, `cur`, `order`, `contract`, `ref`, `discount`,
`until`. Of a payment: `by` (who pays), `party`, `id`, `account`, `ref`, `cur`.
What follows the arrow is the right answer: invoices, with `:sum` where it is not the whole of them,
or `-` for none. `=>` asks for it to be found for certain, `?>` lets it be asked.
"""
