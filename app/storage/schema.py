"""Every table of the newest revision in one METADATA. A new module of tables is named here; knows no column."""

from __future__ import annotations

from app.storage import tables_accounts, tables_intake, tables_life, tables_papers, tables_practice, tables_trust
from app.storage.tables import METADATA

MODULES = (tables_accounts, tables_intake, tables_life, tables_papers, tables_practice, tables_trust)
"""Importing these has put their tables into METADATA."""

__all__ = ["METADATA", "MODULES"]
