"""`make fuzz`: files of our own, damaged at random, through every reader; not run by `make test`."""
