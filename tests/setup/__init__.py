"""The private libraries."""
