"""How fast the ledger is: a made-up store of any size, and what pages, queries and downloads take on it."""
