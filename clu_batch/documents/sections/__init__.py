"""The blocks of the dossier and of the minutes: one module per block, with its summary sentence,
its tables and its charts.
"""
