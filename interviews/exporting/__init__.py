"""Files that leave: calendars, and what was learned about a path."""
