"""What each document of a meeting says."""
