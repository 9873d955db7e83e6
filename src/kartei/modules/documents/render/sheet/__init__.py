"""Priced papers as spreadsheets whose sums are formulas."""
