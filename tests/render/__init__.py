"""Templates, tags, charts and accessibility."""
