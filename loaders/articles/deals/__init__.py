"""Contracts: who sells what to whom, gathered over the sentences of an article."""
