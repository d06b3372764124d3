"""The catalogue of everything that can be wrong: one constant per kind of problem, with its four
French sentences; one module per stage.
"""
