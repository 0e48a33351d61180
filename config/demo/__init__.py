"""The demo: a user with people, interviews in every state, and a history, so that every page has something to show."""
