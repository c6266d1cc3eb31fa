"""Tests of the writers of files."""
