"""What works for the user, counted: each number beside the number behind it."""
