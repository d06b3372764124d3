"""The command line, the console and the journal."""
