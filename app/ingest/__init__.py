"""The ingest room: files that a user brings become located text and citable sentences. Knows no database and no index.

What a file says is data from first to last: it is never run, followed, fetched from or taken as an instruction.
"""
