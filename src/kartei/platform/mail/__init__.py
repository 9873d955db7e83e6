"""Outgoing mail: accounts, the queue, the log, and the one way to post a letter."""
