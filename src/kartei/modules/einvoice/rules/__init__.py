"""Rules of e-invoices: how clients want them, what is issued, what is received."""
