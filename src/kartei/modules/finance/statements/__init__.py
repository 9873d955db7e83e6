"""From files of banks to plain statements: 1C, CAMT, MT940, tables.

`reading.read` is the only door. Nothing here reads the database or asks for rights. What is no file
of a bank is refused by a `ValueFault`; what is wrong inside one stands among the faults found.
"""
