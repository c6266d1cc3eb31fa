"""Tests, one folder a room; builders for all of them stand in `tests.builders`."""
