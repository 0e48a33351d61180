"""The JSON export of Monica 4."""
