"""What comes with the program, read from files: pure, no models."""
