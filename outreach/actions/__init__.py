"""Every write of outreach that is more than one row's form save."""
