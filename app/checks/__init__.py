"""Checks: pure rules over a document. Every module of this package with a `check` function is one (see registry)."""
