"""The ingest room and the uploads that come of it."""
