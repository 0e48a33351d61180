"""Tests of users, sign-in, settings, time, mail in files and the admin's base."""
