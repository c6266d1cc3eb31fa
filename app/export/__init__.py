"""Documents as files: Markdown, JSON, Word and PDF."""
