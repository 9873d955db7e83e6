"""E-invoices: ZUGFeRD and XRechnung, issued and received."""
