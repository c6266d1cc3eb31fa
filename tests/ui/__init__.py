"""The page: presenters by snapshot, hostile text, the guard of what is sent, and one drive through the real page."""
