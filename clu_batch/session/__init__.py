"""One run of the program, from its options to its exit code."""
