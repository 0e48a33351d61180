"""Bytes of files in, rows out; no models."""
