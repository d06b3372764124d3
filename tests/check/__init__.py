"""What the checks of one sheet find."""
