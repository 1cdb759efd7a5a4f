"""Numbers, sums, counts and dates in a text."""
