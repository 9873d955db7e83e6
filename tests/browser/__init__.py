"""Journeys through the interface in a real browser, as people make them."""
