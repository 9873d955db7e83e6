"""Catalogue: goods and services with their groups, units, prices and VAT rates."""
