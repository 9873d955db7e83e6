"""Orders and invoices: what follows from an agreed offer."""
