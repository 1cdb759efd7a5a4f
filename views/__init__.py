"""Numbers to something to look at or hand on: the page, pictures, exchange files."""
