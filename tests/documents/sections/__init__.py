"""The blocks of the dossier and of the minutes."""
