"""Days, délais, meetings that are due."""
