"""The door of the program: the command line, the console, the journal of its defects."""
