"""Calculating a price from parameters: plain Python, exact decimals, no database."""
