"""Offers: priced proposals made from a deal, with live sums, PDF and mail."""
