"""The sheets of the control workbook."""
