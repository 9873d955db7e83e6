"""Kartei: the customer system that a company makes its own."""

__version__ = "0.1.0"
