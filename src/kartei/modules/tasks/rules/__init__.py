"""The verbs of tasks and what must hold for them."""
