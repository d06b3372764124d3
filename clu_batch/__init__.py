"""From the workbooks of a comité local des usagers to the documents of its meetings."""

__version__ = "0.1.0"
