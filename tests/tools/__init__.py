"""The tools that make what ships."""
