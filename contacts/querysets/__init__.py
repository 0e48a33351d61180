"""Every read of contacts and what belongs to them."""
