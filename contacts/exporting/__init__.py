"""Writers of files: rows in, bytes out; no models."""
