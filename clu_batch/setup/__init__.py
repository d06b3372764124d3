"""The private libraries of the program: where they stand, how they are installed and checked."""
