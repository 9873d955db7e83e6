"""Rules of pricing: which price and which discount holds, and what prices must be like."""
