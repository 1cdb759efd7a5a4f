"""Cypher, one question a file, and the runner that gives DataFrames."""
