"""Tasks: what somebody has to do until when, about which record, and what came of it."""
