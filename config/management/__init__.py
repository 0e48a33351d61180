"""Commands that concern every app."""
