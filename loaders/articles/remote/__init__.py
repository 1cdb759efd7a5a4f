"""A language model as reader, behind a gate."""
