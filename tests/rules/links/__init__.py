"""What shows between two sheets."""
