"""Changes of many people at once: fixed when they begin, done by the thousand, stopped, undone, forgotten."""
