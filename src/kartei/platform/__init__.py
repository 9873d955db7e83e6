"""The platform: machine words only. It knows nothing of deals or invoices."""
