"""Tests of the outreach app."""
