"""Where the ledger is kept. All SQL of the product lives in this folder."""
