"""The steps from one revision of the database to the next; run by app.storage.migrating, never by hand."""
