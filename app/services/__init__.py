"""Use cases: permissions, transactions, progress. Every function takes an Actor."""
