"""A ledger of casualty claims: who said which number, in which words, and how far it is confirmed."""

__version__ = "0.1.0"
