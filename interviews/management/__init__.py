"""Commands of the interviews app."""
