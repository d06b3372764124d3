"""The blocks of the meeting pack and of the minutes: one module per block, each with its reading
sentence, its tables and charts.
"""
