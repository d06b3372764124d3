"""The catalogue of problems: every sentence is French and says what to do."""
