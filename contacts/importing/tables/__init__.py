"""Tables of people: which program wrote one, and what its columns and cells say."""
