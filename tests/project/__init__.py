"""The repository itself: its architecture, its rules, its tools."""
