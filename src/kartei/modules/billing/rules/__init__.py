"""Rules of orders and invoices: their states, numbers, issuing and taking back."""
