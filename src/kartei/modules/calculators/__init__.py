"""Calculators: prices that follow from parameters, such as the width and height of a window."""
