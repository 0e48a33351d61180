"""Tests of the interviews app."""
