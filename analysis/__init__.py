"""Metrics: graph or frames in, numbers with their explanation out, no input or output."""
