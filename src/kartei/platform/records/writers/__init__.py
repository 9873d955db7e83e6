"""Export writers: rows of plain values become a spreadsheet, delimited text or address cards.

They stream: rows come from an iterator and none is kept, so an export of a million rows needs no
more memory than one of ten. They know nothing of records, rights or the database; what they are
given is what stands in the file.
"""
