"""Tests of the environment, the embedded servers and the start of the product."""
