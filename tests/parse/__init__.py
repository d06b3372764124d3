"""What one typed cell says."""
