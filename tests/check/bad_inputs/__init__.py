"""The 86 bad inputs of real workbooks, one module per family."""
