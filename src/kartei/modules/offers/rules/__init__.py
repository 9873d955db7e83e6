"""Rules of offers: what a new one takes over, its lines, its sums, its papers."""
