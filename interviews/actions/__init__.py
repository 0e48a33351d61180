"""Every write of interviews that is more than one row's form save."""
