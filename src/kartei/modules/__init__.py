"""Business modules. Each can be switched off; neighbours are entered by contract.py and heard by events.py."""
