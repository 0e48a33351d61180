"""vCard files: where cards begin and end, what their lines say, and the people on them."""
