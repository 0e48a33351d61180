"""Tests of the contacts app."""
