"""The product's settings with two more addresses: those of tests.bench.bare."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.bare"
