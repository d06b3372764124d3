"""Make workbooks with what the libraries do not write: every digit of numbers, shared texts,
heights of rows, order, one date.
"""
