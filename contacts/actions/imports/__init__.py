"""Files on their way into the contacts: read, looked at, brought in, taken back."""
