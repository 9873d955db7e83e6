"""Measurements: what the budgets of the project are held against; ``make bench``."""
