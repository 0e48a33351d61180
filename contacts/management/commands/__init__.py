"""A third front door to the same actions."""
