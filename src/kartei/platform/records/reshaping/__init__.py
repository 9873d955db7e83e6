"""A field of one's own becomes another kind: what converts, who depends on it, and the doing."""
