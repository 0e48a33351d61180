"""People as JSON with plain names, as our own export has them."""
