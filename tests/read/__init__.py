"""Files of every format, whole or damaged."""
