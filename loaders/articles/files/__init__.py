"""The files that articles come in, and their text made clean."""
