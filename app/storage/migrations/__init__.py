"""The steps from one revision of the database to the next; app.storage.migrating runs them.

A new step is a file `versions/rNNNN_<what>.py`, the same change in tables.py, and HEAD in migrating.py: tests hold the three together.
"""
