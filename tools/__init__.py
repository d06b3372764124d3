"""What a developer runs on the program itself; no run of the program imports it."""
