"""Sources to facts, and facts to the graph."""
