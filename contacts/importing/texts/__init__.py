"""A person out of what somebody typed or pasted."""
