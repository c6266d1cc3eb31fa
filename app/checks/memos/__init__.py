"""Pure rules over memos. The registry of document checks does not look in here."""
