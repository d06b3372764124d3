"""The catalogue of everything that can be wrong: one constant per defect, with its four French
sentences; one module per stage.
"""
