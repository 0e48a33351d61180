"""Commands of the outreach app."""
