"""People, organizations, tags and the timeline of touches with them."""
