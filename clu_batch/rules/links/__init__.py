"""Turn the checked tables into the nouns of the model, linked by code and by date.

What only shows between two sheets is found and reported here.
"""
