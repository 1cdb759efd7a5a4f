"""The formats to hand the graph on in: one module a format, and the registry of them."""
