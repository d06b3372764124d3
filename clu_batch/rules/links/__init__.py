"""Checked tables -> the nouns of the model, linked by code and by date; what only shows between two
sheets is found here.
"""
