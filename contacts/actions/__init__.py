"""Every write of contacts that is more than one row's form save."""
