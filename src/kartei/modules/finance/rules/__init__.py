"""The rules of money."""
