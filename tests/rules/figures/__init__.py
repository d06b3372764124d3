"""The figures shown to the committee."""
