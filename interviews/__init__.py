"""Informational interviews: their life, their takeaways, the people they named."""
