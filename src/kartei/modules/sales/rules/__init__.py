"""The verbs of deals and what must hold for them, for stages and for funnels."""
