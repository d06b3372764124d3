"""What every room uses and that knows none of them: problems and exit codes, tables, declarations
of sheets, contents of documents, French.
"""
