"""What all priced papers have in common: offers today, and what follows from them.

A module declares its kind of paper (`Kind`) over tables of its own (`models`), and calls these
rules with it: `terms` what a new one takes over, `lines` and `sums` what it costs, `preview` and
`sketch` while it is typed, `paper` and `issue` when it is printed.
"""
