"""The offer as a page for the client: who holds the link sees it, and answers."""
