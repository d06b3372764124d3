"""What a workbook needs beyond what the libraries write, whoever makes it: every digit of its
numbers, shared texts, heights of rows, order, one date.
"""
