"""Prompt steps and composition: pure functions of values and ports, one step a file."""
