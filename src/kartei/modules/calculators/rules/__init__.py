"""Rules of calculators: what one must be, what it comes to, and what a line takes from it."""
