"""Readers of files that people import: spreadsheets, delimited text, address books, vCards.

`open_table` (in `table`) opens any of them as one table of text, `match_columns` (in `recognise`)
says which column is which field. Pure Python without Django; every refusal is a `FileFault`.
"""
