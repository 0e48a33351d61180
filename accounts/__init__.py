"""Users, ownership of rows, and what every other app stands on."""
