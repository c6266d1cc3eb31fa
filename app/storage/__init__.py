"""The database, its repositories, backups and whole files. Knows owners and rows; knows no permissions, model or page."""
