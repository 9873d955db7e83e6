"""Rules of own firms."""
