"""Business modules; each can be switched off. Neighbours enter by contract.py, hear events.py."""
