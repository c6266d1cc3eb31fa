"""Frozen values and pure functions: no IO, no clock, no randomness."""
