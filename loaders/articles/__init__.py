"""Articles to facts: reading and extraction."""
