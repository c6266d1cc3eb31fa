"""How the drafts, the coach, retrieval and the checks are examined. The app never imports this package."""
