"""The test suite: Alice owns, Bob is the stranger."""
