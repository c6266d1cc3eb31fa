"""Support by rules: does a statement say no more and nothing else than its evidence? Pure functions of texts; finds no document."""
