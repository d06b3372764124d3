"""The only place that writes documents: whole or not at all, and never over what the secretary has edited (pages 3.4 and 4.1)."""
