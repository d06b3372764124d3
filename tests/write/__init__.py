"""Files put in place, kept or refused."""
