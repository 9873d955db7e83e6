"""Who owes what since when, and what is to be done about it; plain values, no database."""
