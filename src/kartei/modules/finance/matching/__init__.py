"""Finds the invoices that a payment pays; plain Python, knows neither tables nor rights."""
