"""What the package of a workbook needs beyond what openpyxl writes, whoever makes it: shared texts,
order, one date.
"""
