"""Measures of the program; ratios to a peer on the same machine are what counts."""
