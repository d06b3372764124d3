"""Long campaigns: damaged workbooks and templates, hostile texts, large data, figures counted
again.
"""
