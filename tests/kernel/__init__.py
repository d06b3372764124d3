"""French, long texts, tables and the other modules that every room uses."""
