"""How fast the product is at 100,000 contacts beside a million of others; run by `make bench`, never by the tests."""
