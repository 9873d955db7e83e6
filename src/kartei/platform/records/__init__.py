"""The generic record path: reading, the one way of writing, journal, entries, search, files."""
