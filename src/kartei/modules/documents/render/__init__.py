"""From plain data to a finished document: totals, pictures, PDF and mail draft.

Nothing here reads the database or asks for rights. What goes in are frozen dataclasses of strings
and integers, what comes out are bytes; a fault of the data is a `kit.faults.ValueFault`.
"""
