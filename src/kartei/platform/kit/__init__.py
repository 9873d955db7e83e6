"""The kit: small exact tools for text, phones, money, dates, names and ids.

Pure Python without Django and without a database, so that the command line, the jobs and the
tests use the very same rules as the server. Whatever a person typed wrongly is reported by one
exception, `faults.ValueFault`, with a stable code; the texts live with whoever shows them.
"""
