"""Tests of the model room, against the stand-in."""
