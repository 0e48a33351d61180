"""What people may ask of lists and write about contacts."""
